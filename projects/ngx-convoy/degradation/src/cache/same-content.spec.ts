import fc from 'fast-check';
import { isSameContent, isSameValue } from './same-content';

function kept(body: unknown, headers: Record<string, string> = {}) {
  return {
    ...{ status: 200, headers, requestTime: 0, responseTime: 0 },
    body: { body, url: null },
  };
}

describe('Content is the same', () => {
  it('when it is a copy, and not when one thing in it is another', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(isSameValue(a, structuredClone(a))).toBeTrue();
        expect(isSameValue(a, b)).toBe(sorted(a) === sorted(b));
      }),
    );
  });

  it('whatever the order of its fields', () => {
    expect(isSameValue({ a: 1, b: { c: 2, d: [3] } }, { b: { d: [3], c: 2 }, a: 1 })).toBeTrue();
    expect(isSameValue([1, 2], [2, 1])).toBeFalse();
    expect(isSameValue({ a: undefined }, { b: undefined })).toBeFalse();
  });

  it('by its ETag, where both have one', () => {
    expect(isSameContent(kept(1, { etag: '"a"' }), kept(2, { etag: '"a"' }))).toBeTrue();
    expect(isSameContent(kept(1, { etag: '"a"' }), kept(1, { etag: '"b"' }))).toBeTrue();
    expect(isSameContent(kept(1), kept(2))).toBeFalse();
  });

  it('never, when it cannot be looked into', () => {
    expect(isSameContent(kept(new Blob(['a'])), kept(new Blob(['a'])))).toBeFalse();
  });
});

/** As text, with the fields of every object in one order. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) {
    return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  }
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, each]) => JSON.stringify(name) + sorted(each)).join()}}`;
}
