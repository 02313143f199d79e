// karma-jasmine brings a jasmine-core of its own and prefers it silently; an `overrides` entry in package.json prevents
// that. Nothing else would notice if the entry broke: most specs pass on the old version as well.
it('specs run on the jasmine that package.json asks for', () => {
  expect(jasmine.version).toMatch(/^6\.3\./);
});
