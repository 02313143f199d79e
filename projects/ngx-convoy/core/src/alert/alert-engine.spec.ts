import type { Alert } from './alert';
import { AlertEngine, type AlertChanges } from './alert-engine';
import { AlertRule, stateRule, type AlertRuleOptions } from './alert-rule';

interface Subject {
  readonly p95: number | undefined;
  readonly isDown?: boolean;
}

function slow(changes: Partial<AlertRuleOptions<Subject>> = {}): AlertRule<Subject> {
  return new AlertRule<Subject>({
    name: 'slow',
    threshold: 100,
    for: 10,
    recovery: 90,
    keepFiringFor: 10,
    measure: ({ p95 }) => p95,
    describe: (_, value) => `takes ${Math.round(value)} ms`,
    ...changes,
  });
}

const down = stateRule<Subject>({
  name: 'down',
  severity: 'critical',
  isBad: ({ isDown }) => isDown === true,
  describe: () => 'is down',
});

function scene(...rules: readonly AlertRule<Subject>[]) {
  const engine = new AlertEngine<Subject>(rules);
  const changes: AlertChanges = { reported: [], withdrawn: [] };
  const take = (): { reported: readonly Alert[]; withdrawn: readonly string[] } => ({
    reported: changes.reported.splice(0),
    withdrawn: changes.withdrawn.splice(0),
  });
  return {
    engine,
    at: (now: number, p95: number | undefined, isDown = false) => {
      engine.evaluate('orders', { p95, isDown }, now, changes);
      return take();
    },
    exchange: (now: number, ...next: readonly AlertRule<Subject>[]) => {
      engine.setRules(next, now, changes);
      return take();
    },
    retire: (now: number) => {
      engine.retire('orders', now, changes);
      return take();
    },
  };
}

describe('AlertEngine', () => {
  it('has nothing to say while all is well', () => {
    expect(scene(slow(), down).at(0, 50)).toEqual({ reported: [], withdrawn: [] });
  });

  it('reports an alert when it begins, when it fires, and when it is over', () => {
    const { at } = scene(slow({ labels: { team: 'shop' } }));
    const [pending] = at(0, 120).reported;
    expect(pending).toEqual(
      jasmine.objectContaining({
        labels: { team: 'shop', alertname: 'slow', service: 'orders', severity: 'warning' },
        state: 'pending',
        message: 'takes 120 ms',
        value: 120,
        threshold: 100,
        since: 0,
        firedAt: undefined,
      }),
    );
    const [firing] = at(10, 130).reported;
    expect(firing).toEqual(
      jasmine.objectContaining({ id: pending?.id, state: 'firing', since: 0, firedAt: 10 }),
    );
    expect(at(20, 50).reported).toEqual([]); // recovering: the last bad words stand
    expect(at(30, 50).reported).toEqual([
      jasmine.objectContaining({
        id: firing?.id,
        state: 'resolved',
        resolvedAt: 30,
        message: 'takes 130 ms',
      }),
    ]);
  });

  it('withdraws what never was an alert', () => {
    const { at } = scene(slow());
    const id = at(0, 120).reported[0]?.id;
    expect(at(5, 50)).toEqual({ reported: [], withdrawn: [id ?? ''] });
  });

  it('makes no new object while a reader could not tell the difference', () => {
    const { at } = scene(slow());
    at(0, 120);
    at(10, 120);
    expect(at(15, 120.2).reported).toEqual([]);
    expect(at(20, 121).reported.map(({ message }) => message)).toEqual(['takes 121 ms']);
  });

  it('gives what comes back another id and the same fingerprint', () => {
    const { at } = scene(down);
    const [first] = at(0, 0, true).reported;
    at(1, 0);
    const [second] = at(2, 0, true).reported;
    expect(second?.id).not.toBe(first?.id);
    expect(second?.fingerprint).toBe(first?.fingerprint ?? '');
  });

  it('lets an alert become worse, not better', () => {
    const { at } = scene(slow({ escalation: { severity: 'critical', threshold: 1_000 } }));
    const [mild] = [...at(0, 120).reported, ...at(10, 120).reported].slice(-1);
    const [bad] = at(20, 2_000).reported;
    expect([mild?.severity, bad?.severity]).toEqual(['warning', 'critical']);
    expect(bad?.id).toBe(mild?.id ?? '');
    expect(bad?.labels['severity']).toBe('critical');
    expect(bad?.fingerprint).not.toBe(mild?.fingerprint ?? '');
    expect(at(30, 120).reported[0]?.severity).toBe('critical');
  });

  it('keeps the alerts of rules that stay when the rules are exchanged, and ends the others', () => {
    const { at, exchange } = scene(slow(), down);
    at(0, 120, true);
    const { reported } = exchange(5, slow({ threshold: 110, for: 20 }));
    expect(reported.map(({ rule, state }) => [rule, state])).toEqual([['down', 'resolved']]);
    expect(at(10, 120).reported).toEqual([]);
    expect(at(20, 120).reported.map(({ state, since }) => [state, since])).toEqual([['firing', 0]]);
  });

  it('puts a new rule to the subjects that are there', () => {
    const { at, exchange } = scene(slow());
    at(0, 50);
    exchange(1, slow(), down);
    expect(at(2, 50, true).reported.map(({ rule }) => rule)).toEqual(['down']);
  });

  it('ends the alerts of a subject that is gone', () => {
    const { at, retire, engine } = scene(slow(), down);
    at(0, 120, true);
    const { reported, withdrawn } = retire(3);
    expect(reported.map(({ rule, resolvedAt }) => [rule, resolvedAt])).toEqual([['down', 3]]);
    expect(withdrawn.length).toBe(1);
    expect([...engine.subjects]).toEqual([]);
  });

  it('puts a rule only to those that it is for', () => {
    const { at } = scene(slow({ appliesTo: (name) => name === 'users', for: 0 }));
    expect(at(0, 500).reported).toEqual([]);
  });

  it('says that nothing is known any more, and keeps the last words', () => {
    const { at } = scene(slow({ for: 0, noData: 'no-data' }));
    at(0, 120);
    expect(at(1, undefined).reported.map(({ state, message }) => [state, message])).toEqual([
      ['no-data', 'takes 120 ms'],
    ]);
  });

  it('puts the last of several rules of one name, so that a service can have its own', () => {
    const own = slow({
      threshold: 200,
      recovery: 190,
      for: 0,
      appliesTo: (name) => name === 'orders',
    });
    const other = slow({ threshold: 10, recovery: 9, appliesTo: (name) => name === 'users' });
    const { at } = scene(slow({ for: 0 }), own, other);
    expect(at(0, 150).reported).toEqual([]);
    expect(at(1, 250).reported.map(({ threshold }) => threshold)).toEqual([200]);
  });

  it('refuses an escalation that is none', () => {
    expect(() => slow({ escalation: { severity: 'info', threshold: 200 } })).toThrowError(
      /escalation\.severity must be worse/,
    );
    expect(() => slow({ escalation: { severity: 'critical', threshold: 50 } })).toThrowError(
      /escalation\.threshold must be beyond/,
    );
  });
});
