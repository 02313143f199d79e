import { Silences, type Silence } from './silence';

function silence(changes: Partial<Silence> = {}): Silence {
  return {
    id: 's1',
    matchers: [{ name: 'service', operator: '=', value: 'orders' }],
    startsAt: 100,
    endsAt: 200,
    by: 'Ada',
    comment: 'known',
    ...changes,
  };
}

const orders = { service: 'orders' };

describe('Silences', () => {
  it('hold from their beginning up to their end', () => {
    const silences = new Silences();
    silences.set(silence());
    const holds = [99, 100, 199, 200].map((now) => silences.of(orders, now).length === 1);
    expect(holds).toEqual([false, true, true, false]);
    expect(silences.of({ service: 'users' }, 150)).toEqual([]);
  });

  it('can be ended before their time, once, and are remembered for a while', () => {
    const silences = new Silences();
    silences.set(silence());
    expect(silences.expire('s1', 150)).toBeTrue();
    expect(silences.expire('s1', 160)).toBeFalse();
    expect(silences.of(orders, 150)).toEqual([]);
    expect(silences.all.map(({ endsAt }) => endsAt)).toEqual([150]);
    silences.forget(151);
    expect(silences.all).toEqual([]);
  });

  it('can be extended', () => {
    const silences = new Silences();
    silences.set(silence());
    silences.set(silence({ endsAt: 300 }));
    expect(silences.of(orders, 250)).toEqual(['s1']);
  });

  it('never silence everything by mistake', () => {
    const silences = new Silences();
    for (const matchers of [[], [{ name: 'a', operator: '=~', value: '.*' }]] as const) {
      expect(() => silences.set(silence({ matchers }))).toThrowError(/matchers/);
    }
    expect(() => silences.set(silence({ endsAt: 100 }))).toThrowError(/endsAt/);
  });
});
