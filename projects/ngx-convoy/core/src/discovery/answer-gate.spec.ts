import { ConfigurationError } from '../errors';
import { AnswerGate } from './answer-gate';

const START = 1_767_225_600_000;
const many = (count: number, ready = true) =>
  Array.from({ length: count }, (_, i) => ({
    id: `i${i}`,
    url: `http://i${i}.test`,
    conditions: { ready },
  }));

describe('AnswerGate', () => {
  const rows: readonly (readonly [had: number, has: number, held: boolean])[] = [
    [0, 0, false],
    [0, 5, false],
    [1, 0, true],
    [10, 11, false],
    [10, 2, false],
    [10, 1, true],
    [20, 3, true],
    [20, 4, false],
    [100, 0, true],
  ];
  for (const [had, has, held] of rows) {
    it(`${held ? 'holds' : 'lets through'} an answer that lists ${has} after ${had}`, () => {
      expect(new AnswerGate().hold(many(had), many(has), START) !== undefined).toBe(held);
    });
  }

  it('says what it holds, and believes it when it is said again', () => {
    const gate = new AnswerGate();
    expect(gate.hold(many(10), [], START)).toBe(
      'lists no instance, which is not believed until it is confirmed',
    );
    expect(gate.hold(many(10), [], START + 5_000)).toBeUndefined();
  });

  it('counts an answer once that is repeated at once', () => {
    const gate = new AnswerGate();
    gate.hold(many(10), [], START);
    expect(gate.hold(many(10), [], START + 999)).toBeDefined();
    expect(gate.hold(many(10), [], START + 1_000)).toBeUndefined();
  });

  it('starts over when the suspicious answer changes, or a good one comes in between', () => {
    const gate = new AnswerGate();
    gate.hold(many(10), [], START);
    expect(gate.hold(many(10), many(1), START + 5_000)).toBe(
      'lists only 1 of 10 instances, which is not believed until it is confirmed',
    );
    gate.hold(many(10), many(9), START + 10_000);
    expect(gate.hold(many(10), many(1), START + 15_000)).toBeDefined();
    expect(gate.hold(many(10), many(1), START + 20_000)).toBeUndefined();
  });

  it('takes instances that want no calls for lost', () => {
    expect(new AnswerGate().hold(many(10), many(10, false), START)).toBeDefined();
  });

  it('is as suspicious as it is told', () => {
    const gate = new AnswerGate({ suspiciousLoss: 0.5, confirmations: 3 });
    expect(gate.hold(many(10), many(5), START)).toBeDefined();
    expect(gate.hold(many(10), many(5), START + 5_000)).toBeDefined();
    expect(gate.hold(many(10), many(5), START + 10_000)).toBeUndefined();
    for (const wrong of [{ suspiciousLoss: 0 }, { confirmations: 1 }, { confirmations: 2.5 }]) {
      expect(() => new AnswerGate(wrong)).toThrowError(ConfigurationError);
    }
  });
});
