import golden from './resilience-vectors.json';

describe('the golden vectors', () => {
  const ids = golden.vectors.map(({ id }) => id);

  it('are 41, each once', () => {
    expect(golden.schema).toBe('resilience-algo-vectors/1');
    expect(ids.length).toBe(41);
    expect(new Set(ids).size).toBe(41);
  });

  it('are each asserted by a spec that names it', () => {
    const names = namesOf(jasmine.getEnv().topSuite());
    const isAsserted = (id: string) => names.some((name) => new RegExp(`\\b${id}\\b`).test(name));
    expect(ids.filter((id) => !isAsserted(id))).toEqual([]);
  });

  function namesOf(suite: jasmine.Suite): readonly string[] {
    return suite.children.flatMap((child) =>
      'children' in child ? namesOf(child) : [child.description],
    );
  }
});
