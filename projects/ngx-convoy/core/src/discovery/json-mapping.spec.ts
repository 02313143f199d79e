import { mapJsonAnswer } from './json-mapping';

describe('mapJsonAnswer', () => {
  it('takes a list of instances as it is', () => {
    expect(mapJsonAnswer([{ id: 'a', url: 'http://a.test', zone: 'eu' }])).toEqual([
      { id: 'a', url: 'http://a.test', zone: 'eu' },
    ]);
  });

  it("reads Eureka's answer by its paths", () => {
    const answer = {
      application: {
        instance: [
          {
            instanceId: 'a:8080',
            homePageUrl: 'http://a.test:8080',
            metadata: { zone: 'eu-west-1a', weight: '3' },
          },
        ],
      },
    };
    const mapping = {
      list: 'application.instance',
      fields: {
        id: 'instanceId',
        url: 'homePageUrl',
        zone: 'metadata.zone',
        weight: 'metadata.weight',
      },
    } as const;
    expect(mapJsonAnswer(answer, mapping)).toEqual([
      {
        id: 'a:8080',
        url: 'http://a.test:8080',
        zone: 'eu-west-1a',
        weight: 3,
        metadata: { zone: 'eu-west-1a', weight: '3' },
      },
    ]);
  });

  const wrong: readonly {
    readonly answer: unknown;
    readonly list?: string;
    readonly says: string;
  }[] = [
    { answer: {}, says: 'the answer is not a list' },
    { answer: { a: {} }, list: 'a.b', says: "no list at 'a.b'" },
    { answer: {}, list: 'constructor.name', says: "no list at 'constructor.name'" },
    { answer: [{ id: 'a' }], says: "'a' has no http(s) URL" },
  ];
  for (const { answer, list, says } of wrong) {
    it(`says that ${says}`, () => {
      expect(mapJsonAnswer(answer, { list })).toContain(says);
    });
  }
});
