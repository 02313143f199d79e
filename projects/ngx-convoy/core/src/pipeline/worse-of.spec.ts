import { worseOf } from './worse-of';

describe('worseOf', () => {
  const up = { status: 'up', reason: 'calls are answered' } as const;
  const degraded = { status: 'degraded', reason: 'slow' } as const;
  const down = { status: 'down', reason: 'open' } as const;

  it('takes the worse one, and the first of two that are equally bad', () => {
    expect(worseOf(up, down)).toBe(down);
    expect(worseOf(down, degraded)).toBe(down);
    expect(worseOf(up, { status: 'up', reason: 'other' })).toBe(up);
    expect(worseOf(up, undefined)).toBe(up);
  });

  it('does not hold against a service that nobody knows it', () => {
    expect(worseOf(up, { status: 'unknown', reason: '' })).toBe(up);
  });
});
