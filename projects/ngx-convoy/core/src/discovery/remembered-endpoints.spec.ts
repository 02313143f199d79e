import fc from 'fast-check';
import { readRemembered, writeEndpoints } from './remembered-endpoints';

const NOW = 1_767_225_600_000;
const DAY = 24 * 3_600_000;
const endpoints = [{ id: 'a', url: 'https://a.test', zone: 'eu', conditions: { ready: true } }];

describe('endpoints that are remembered', () => {
  it('are read as they were written', () => {
    const written = writeEndpoints({ at: NOW - DAY, endpoints });
    expect(readRemembered(written, NOW)).toEqual({ at: NOW - DAY, endpoints });
  });

  it('are not written when there are too many', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({
      id: `i${i}`,
      url: `https://instance-${i}.example.com`,
    }));
    expect(writeEndpoints({ at: NOW, endpoints: many })).toBeUndefined();
  });

  const text = (value: unknown): string => JSON.stringify(value);
  const refused: readonly { readonly title: string; readonly written: string | undefined }[] = [
    { title: 'nothing', written: undefined },
    { title: 'half of a text', written: writeEndpoints({ at: NOW, endpoints })?.slice(0, 40) },
    { title: 'another version', written: text({ version: 2, at: NOW, endpoints }) },
    { title: 'no time', written: text({ version: 1, endpoints }) },
    { title: 'more than a week', written: text({ version: 1, at: NOW - 8 * DAY, endpoints }) },
    { title: 'the far future', written: text({ version: 1, at: NOW + 8 * DAY, endpoints }) },
    { title: 'no instance', written: text({ version: 1, at: NOW, endpoints: [] }) },
    {
      title: 'a URL that runs a script',
      written: text({ version: 1, at: NOW, endpoints: [{ id: 'a', url: 'javascript:x' }] }),
    },
    { title: 'too much', written: `${' '.repeat(200_001)}{}` },
  ];
  for (const { title, written } of refused) {
    it(`are refused when there is ${title}`, () => {
      expect(readRemembered(written, NOW)).toBeUndefined();
    });
  }

  it('are read or refused, but never break anything, whatever was written there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (written) => {
        readRemembered(written, NOW);
      }),
    );
  });
});
