import fc from 'fast-check';
import type { CircuitState } from '../circuit-breaker/circuit-state';
import { instanceScene } from './instance-scene.spec';
import type { InstanceSet } from './instance-set';
import type { InstanceUse, UseEnding } from './instance-use';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const id = fc.constantFrom(...IDS);

const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('begin' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      nth: fc.nat(20),
      ending: fc.constantFrom<UseEnding>('success', 'failure', 'failure', 'timeout', 'cancelled'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(20_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('set-back' as const), ms: fc.nat(100_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('health' as const),
      id,
      health: fc.constantFrom('pass' as const, 'fail' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('drain' as const), id, draining: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('list' as const), ids: fc.subarray(IDS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      id,
      command: fc.constantFrom<CircuitState>(
        'open',
        'closed',
        'forced-open',
        'half-open',
        'disabled',
      ),
    }),
  },
);

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

describe('InstanceSet under any sequence of events', () => {
  it('counts, picks and leaves out exactly whom a look at everybody would', () => {
    const policies = fc.constantFrom(
      'peak-ewma',
      'round-robin',
      'least-connections',
      'response-time',
    );
    const property = fc.property(
      fc.array(event, { maxLength: 80, size: 'max' }),
      policies,
      fc.boolean(),
      (events, policy, isOutlierWatched) => {
        const rules = { consecutiveFailures: 2, failureRate: { minimumCalls: 3 } };
        const scene = instanceScene(
          IDS,
          { policy: policy as 'peak-ewma' },
          isOutlierWatched ? rules : undefined,
        );
        const uses: InstanceUse[] = [];
        for (const each of events) play(scene, uses, each);
      },
    );
    fc.assert(property, { numRuns: 200 });
  });
});

function play(
  { set, clock, list, get }: ReturnType<typeof instanceScene>,
  uses: InstanceUse[],
  event: Event,
): void {
  switch (event.do) {
    case 'begin': {
      const tried = uses.slice(-2).map(({ endpoint }) => endpoint);
      const picked = set.pick(clock.now(), tried);
      checkPick(set, picked, tried, clock.now());
      if (picked === undefined) break;
      const panic = set.isPanic(picked);
      const permit = set.begin(picked, clock.now());
      must(panic || set.all.length < 2 || permit !== undefined, 'a fit one admits');
      uses.push({ endpoint: picked, permit, panic, startedAt: clock.now() });
      break;
    }
    case 'end': {
      const [use] = uses.splice(event.nth % Math.max(1, uses.length), 1);
      if (use !== undefined) set.settle(use, event.ending, undefined, undefined, clock.now());
      break;
    }
    case 'pass':
      clock.advance(event.ms);
      break;
    case 'set-back':
      clock.set(clock.now() - event.ms);
      break;
    case 'health':
      set.setHealth(event.id, event.health, clock.now());
      break;
    case 'drain':
      set.drain(event.id, event.draining, clock.now());
      break;
    case 'list':
      list(...event.ids);
      break;
    case 'command':
      if (set.get(event.id) !== undefined) {
        get(event.id).breaker.moveTo(event.command, 'an operator says so');
      }
      break;
  }
  check(set, uses, clock.now());
}

function checkPick(
  set: InstanceSet,
  picked: InstanceUse['endpoint'] | undefined,
  tried: readonly InstanceUse['endpoint'][],
  now: number,
): void {
  must(
    (picked === undefined) === (set.all.length === 0),
    'somebody is picked when somebody is there',
  );
  const fit = set.all.filter((one) => set.whyUnfit(one, now) === undefined);
  const isPanic = fit.length < set.all.length / 2;
  if (picked === undefined || isPanic) return;
  must(fit.includes(picked), `${picked.id} is not fit`);
  const isAnotherLeft = fit.some((one) => !tried.includes(one));
  must(!isAnotherLeft || !tried.includes(picked), `${picked.id} was tried already`);
}

function check(set: InstanceSet, uses: readonly InstanceUse[], now: number): void {
  const counted = set.countFit(now);
  const fit = set.all.filter((one) => set.whyUnfit(one, now) === undefined);
  must(counted === fit.length, `${counted} are counted, ${fit.length} are fit`);
  for (const one of set.all) {
    must(one.isFit === fit.includes(one), `${one.id} is taken for what it is not`);
    const underWay = uses.filter(({ endpoint }) => endpoint === one).length;
    must(one.inFlight === underWay, `${one.id} counts ${one.inFlight} of ${underWay}`);
    must(one.share > 0 && one.share <= 1, `${one.id} has a share of ${one.share}`);
  }
}

/** Cheaper than jasmine's `expect`, of which there would be a hundred thousand, and it shrinks. */
function must(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}
