import fc from 'fast-check';
import type { HealthAnswer } from './health-answer';
import {
  type HealthObservation,
  judgeByConditions,
  parseHealthCondition,
} from './health-condition';

const seen: HealthObservation = {
  httpStatus: 200,
  durationMs: 120,
  body: {
    status: 'up',
    name: 'two words, comma',
    queue: 7,
    text: '8',
    on: true,
    nothing: null,
    nodes: [{ id: 'a' }, { id: 'b' }],
    'dash-ed': 1,
  },
};

const rows: readonly (readonly [condition: string, holds: boolean])[] = [
  ['[STATUS] == 200', true],
  ['[STATUS]==200', true],
  ['200 == [STATUS]', true],
  ['[STATUS] == any(200, 429)', true],
  ['[STATUS] == any(429,503)', false],
  ['[STATUS] != any(500, 503)', true],
  ['[STATUS] < 300', true],
  ['[RESPONSE_TIME] < 120', false],
  ['[RESPONSE_TIME] <= 120', true],
  ['300 > [RESPONSE_TIME]', true],
  ['[BODY].status == up', true],
  ['[BODY].status == UP', false],
  ['[BODY].status == any(up, ok)', true],
  ['[BODY].status != down', true],
  ["[BODY].name == 'two words, comma'", true],
  ['[BODY].name == "two words, comma"', true],
  ["[BODY].name == any('a', 'two words, comma')", true],
  ['[BODY].name == pat(two*)', true],
  ['[BODY].name != pat(*three*)', true],
  ['[BODY].queue < 10', true],
  ['[BODY].text < 10', true],
  ['[BODY].text == 8', true],
  ['[BODY].queue == "7"', true],
  ['[BODY].on == true', true],
  ['[BODY].nothing == null', true],
  ['[BODY].nodes[1].id == b', true],
  ['len([BODY].nodes) == 2', true],
  ['len([BODY].status) >= 2', true],
  ['len([BODY].queue) == 1', false],
  ['has([BODY].queue) == true', true],
  ['has([BODY].missing) == false', true],
  ['[BODY].dash-ed == 1', true],
  ['[BODY].missing == up', false],
  ['[BODY].missing != up', false],
  ['[BODY].status.length == 2', false],
  ['[BODY].constructor != x', false],
  ['[BODY].status < 5', false],
];

const refused: readonly (readonly [condition: string, at: number, expected: string])[] = [
  ['', 1, 'a value'],
  ['[STATUS]', 9, '==, !=, <=, >=, <, >'],
  ['[STATUS] = 200', 10, '==, !=, <=, >=, <, >'],
  ['[STATUS] ==', 12, 'a value'],
  ['[STATE] == 200', 1, '[STATUS], [RESPONSE_TIME] or [BODY]'],
  ['[CERTIFICATE_EXPIRATION] > 48h', 1, '[STATUS], [RESPONSE_TIME] or [BODY]'],
  ['[STATUS] == 200 or 300', 17, 'the end'],
  ['[STATUS] == any(200, 300', 25, "')'"],
  ['[STATUS] == any(200,)', 21, 'a value'],
  ["[BODY].name == 'two", 16, 'a closing quote'],
  ['[BODY]. == up', 8, "a name after '.'"],
  ['[STATUS].code == 200', 9, 'a comparison'],
  ['len(5) == 2', 5, '[STATUS], [RESPONSE_TIME] or [BODY]'],
  ['[BODY] == pat(*x', 15, "a pattern and ')'"],
];

describe('parseHealthCondition', () => {
  for (const [text, holds] of rows) {
    it(`finds that ${text} ${holds ? 'holds' : 'does not hold'}`, () => {
      expect(parseHealthCondition(text).holds(seen)).toBe(holds);
    });
  }

  for (const [text, at, expected] of refused) {
    it(`refuses '${text}' and says where it goes wrong`, () => {
      expect(() => parseHealthCondition(text, 'conditions[0]')).toThrowError(
        new RegExp(`^conditions\\[0\\] must be .*at character ${at} stands no `),
      );
      expect(() => parseHealthCondition(text)).toThrow(
        jasmine.objectContaining({ message: jasmine.stringContaining(`stands no ${expected}`) }),
      );
    });
  }

  for (const text of ['[STATUS] < any(1, 2)', '[BODY] >= pat(x)', '1 == 1', 'up == any(up)']) {
    it(`refuses ${text}, which says nothing`, () => {
      expect(() => parseHealthCondition(text)).toThrowError(/must be a condition that/);
    });
  }

  it('refuses what is neither text nor function', () => {
    expect(() => parseHealthCondition(7 as unknown as string, 'c')).toThrowError(/^c must be/);
  });

  it('refuses by a typed error or reads, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...['[STATUS]', '[BODY]', '.a', '[0]', '==', '<', 'any(', 'pat(', 'len(', ')', ',', ' '],
      ...["'", '"', '7', 'up', '\\', '[', ']', '\u0000'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (list) => {
        try {
          parseHealthCondition(list.join('')).holds(seen);
        } catch (error) {
          expect((error as { code?: string }).code).toBe('invalid-configuration');
        }
      }),
    );
  });
});

describe('judgeByConditions', () => {
  const conditions = (...texts: readonly string[]) =>
    texts.map((text) => parseHealthCondition(text));
  const answer: HealthAnswer = {
    ...{ status: 'pass', checks: [], format: 'plain' },
    evidence: { httpStatus: 429, body: { queue: 7 } },
  };

  it('leaves an answer alone without conditions, and where nothing answered', () => {
    expect(judgeByConditions(answer, 5, [])).toBe(answer);
    const silence: HealthAnswer = { status: 'fail', checks: [] };
    expect(judgeByConditions(silence, 5, conditions('[STATUS] == 200'))).toBe(silence);
  });

  it('finds good what HTTP calls bad, when the conditions say so', () => {
    const bad: HealthAnswer = { ...answer, status: 'fail', output: 'HTTP 429' };
    expect(judgeByConditions(bad, 5, conditions('[STATUS] == any(200, 429)'))).toEqual(
      jasmine.objectContaining({ status: 'pass', output: undefined }),
    );
  });

  it('finds bad what one condition calls bad, and says what was seen instead', () => {
    const judged = judgeByConditions(
      answer,
      412,
      conditions('[STATUS] > 0', '[RESPONSE_TIME] < 300'),
    );
    expect([judged.status, judged.output]).toEqual(['fail', '[RESPONSE_TIME] < 300: it was 412']);
    const missing = judgeByConditions(answer, 5, conditions('[BODY].status == up'));
    expect(missing.output).toBe('[BODY].status == up: it was not there');
  });

  it('keeps a warning of the service itself', () => {
    const warning: HealthAnswer = { ...answer, status: 'warn', output: 'disk' };
    expect(judgeByConditions(warning, 5, conditions('[STATUS] == 429'))).toBe(warning);
  });

  it('takes a function, and does not let it throw', () => {
    const shortQueue = ({ body }: HealthObservation): boolean =>
      (body as { queue: number }).queue < 5;
    expect(judgeByConditions(answer, 5, [parseHealthCondition(shortQueue)]).output).toBe(
      'shortQueue',
    );
    const broken = parseHealthCondition(() => {
      throw new Error('no such field');
    });
    expect(judgeByConditions(answer, 5, [broken]).output).toBe(
      'a condition of yours: no such field',
    );
  });
});
