import type { EndpointHealth } from '../balancing/endpoint';
import { HealthVerdict } from './health-verdict';

type Answer = 'pass' | 'warn' | 'fail';
type Row = readonly [
  title: string,
  answers: readonly Answer[],
  verdicts: readonly EndpointHealth[],
];

const rows: readonly Row[] = [
  ['believes the first good answer', ['pass'], ['pass']],
  ['believes the first warning', ['warn'], ['warn']],
  ['does not condemn by the first bad answer', ['fail', 'fail'], ['unknown', 'fail']],
  [
    'survives single bad answers for ever',
    ['pass', 'fail', 'pass', 'fail'],
    ['pass', 'pass', 'pass', 'pass'],
  ],
  ['falls by two bad answers in a row', ['pass', 'fail', 'fail'], ['pass', 'pass', 'fail']],
  [
    'rises by two good answers in a row',
    ['fail', 'fail', 'pass', 'pass'],
    ['unknown', 'fail', 'fail', 'pass'],
  ],
  [
    'starts the count over when a rise is interrupted',
    ['fail', 'fail', 'pass', 'fail', 'pass', 'pass'],
    ['unknown', 'fail', 'fail', 'fail', 'fail', 'pass'],
  ],
  ['moves between pass and warn at once', ['pass', 'warn', 'pass'], ['pass', 'warn', 'pass']],
];

describe('HealthVerdict', () => {
  for (const [title, answers, verdicts] of rows) {
    it(title, () => {
      const verdict = new HealthVerdict(2, 2);
      expect(answers.map((answer) => verdict.observe(answer))).toEqual([...verdicts]);
    });
  }

  it('is in doubt from the first contradiction until it is settled', () => {
    const verdict = new HealthVerdict(2, 2);
    verdict.observe('pass');
    expect(verdict.inDoubt).toBeFalse();
    verdict.observe('fail');
    expect(verdict.inDoubt).toBeTrue();
    verdict.observe('fail');
    expect(verdict.inDoubt).toBeFalse();
  });

  it('believes at once what is certain', () => {
    const verdict = new HealthVerdict(3, 3);
    verdict.observe('pass');
    expect(verdict.observe('fail', true)).toBe('fail');
  });

  it('goes on from what another has found out', () => {
    const verdict = new HealthVerdict(2, 2);
    verdict.restore('fail');
    expect([verdict.inDoubt, verdict.observe('pass'), verdict.observe('pass')]).toEqual([
      false,
      'fail',
      'pass',
    ]);
  });
});
