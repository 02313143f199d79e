import fc from 'fast-check';
import { ManualClock } from 'ngx-convoy/testing';
import type { Bulkhead } from '../bulkhead/bulkhead';
import { Origins } from '../bulkhead/origins';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { CallEvent } from './call-event';
import { scriptedCalls } from './scripted-calls.spec';
import { resolveServiceOptions, type ServiceOptions } from './service-options';

type Step =
  | { readonly do: 'start'; readonly idempotent: boolean; readonly priority: 'critical' | 'low' }
  | { readonly do: 'answer' | 'fail' | 'swallow' | 'cancel'; readonly which: number }
  | { readonly do: 'refuse'; readonly which: number; readonly retryAfter: number | undefined }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'jump'; readonly ms: number }
  | { readonly do: 'instances'; readonly ids: readonly string[] }
  | { readonly do: 'configure'; readonly options: Partial<ServiceOptions> };

const which = fc.nat({ max: 40 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      idempotent: fc.boolean(),
      priority: fc.constantFrom('critical' as const, 'low' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'answer' as const,
        'fail' as const,
        'swallow' as const,
        'cancel' as const,
      ),
      which,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      which,
      retryAfter: fc.option(fc.nat({ max: 3_000 }), { nil: undefined }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat({ max: 3_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: fc.integer({ min: -5_000, max: 60_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('instances' as const),
      ids: fc.subarray(['a', 'b', 'c', 'd']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('configure' as const),
      options: fc.record(
        {
          timeout: fc.integer({ min: 1, max: 3_000 }),
          deadline: fc.integer({ min: 1, max: 4_000 }),
          earlyRefusal: fc.boolean(),
          rateLimit: fc.constantFrom(false as const, { limit: 2 }, { limit: 20, maxWait: 0 }),
          bulkhead: fc.constantFrom(false as const, { limit: 2, queueLimit: 1 }),
          concurrency: fc.constantFrom<ServiceOptions['concurrency']>(false, {
            algorithm: 'aimd',
            max: 3,
            initial: 3,
            window: { samples: 1, minDuration: 1 },
          }),
          throttle: fc.boolean(),
          hedge: fc.constantFrom<ServiceOptions['hedge']>(false, true, { delay: 50 }),
          breaker: fc.constant({ consecutiveFailures: 2 }),
          balancing: fc.constantFrom('round-robin' as const, 'least-connections' as const),
          outlier: fc.constantFrom<ServiceOptions['outlier']>(false, { consecutiveFailures: 2 }),
        },
        { requiredKeys: [] },
      ),
    }),
  },
);

const EVERYTHING: Partial<ServiceOptions> = {
  timeout: 1_000,
  deadline: 4_000,
  retry: { attempts: 2 },
  earlyRefusal: { minimumCalls: 3 },
  hedge: { delay: 300 },
  rateLimit: { limit: 4, maxWait: 1_500 },
  bulkhead: { limit: 3, queueLimit: 4, maxWait: 2_000 },
  throttle: { minimumCalls: 4 },
  breaker: {
    consecutiveFailures: 4,
    timeoutDuration: 500,
    trials: { permitted: 2, required: 1 },
  },
};

/** A scene with every policy on, and what its calls have told. */
function scene() {
  const clock = new ManualClock();
  const origins = new Origins({ limitOf: () => 1 }, clock, new DeadlineTimer(clock));
  const it = scriptedCalls(EVERYTHING, ['a', 'b', 'c'], { clock, origins });
  const calls: (ReturnType<typeof it.call> & { isCancelled: boolean })[] = [];
  const every = new Set(it.upstream.endpoints);
  const bulkheads = new Set<Bulkhead | undefined>([it.upstream.bulkhead]);
  return { ...it, origins, calls, every, bulkheads, hasOwnQueue: true };
}

type Scene = ReturnType<typeof scene>;

function run(at: Scene, move: Step): void {
  const { calls, clock, upstream } = at;
  const call = 'which' in move ? calls[move.which % Math.max(1, calls.length)] : undefined;
  switch (move.do) {
    case 'start': {
      const { idempotent, priority } = move;
      const made = { ...at.call({ idempotent, priority }), isCancelled: false };
      calls.push(made);
      made.subject.start();
      break;
    }
    case 'pass':
      clock.advance(move.ms);
      break;
    case 'jump':
      clock.set(clock.now() + move.ms);
      break;
    case 'instances':
      upstream.setEndpoints(move.ids.map((id) => ({ id, url: `http://${id}.test` })));
      break;
    case 'configure':
      if (move.options.bulkhead === false) at.hasOwnQueue = false;
      upstream.configure(
        resolveServiceOptions({ name: 'orders', ...EVERYTHING, ...move.options }, 'service'),
      );
      break;
    case 'cancel':
      if (call !== undefined) {
        call.isCancelled ||= !isOver(call);
        call.subject.cancel();
      }
      break;
    default:
      if (call !== undefined && call.transport.sent.length > 0) answer(call, move);
  }
  for (const endpoint of upstream.endpoints) at.every.add(endpoint);
  at.bulkheads.add(upstream.bulkhead);
}

function answer(call: Scene['calls'][number], move: Extract<Step, { which: number }>): void {
  const { transport } = call;
  const attempt = transport.at(move.which % transport.sent.length);
  if (move.do === 'answer') attempt.succeed('42');
  else if (move.do === 'swallow') attempt.finishWithoutAnswer();
  else {
    const retryAfter = move.do === 'refuse' ? move.retryAfter : undefined;
    transport.verdict = { outcome: 'failure', retryable: true, retryAfter };
    attempt.fail(new Error('down'));
  }
}

function endings({ observer }: Scene['calls'][number]): number {
  return observer.done.calls.count() + observer.failed.calls.count();
}

function isOver(call: Scene['calls'][number]): boolean {
  return endings(call) > 0;
}

/** What its listener heard. */
function heard({ observer }: Scene['calls'][number], type: CallEvent['type']): number {
  return observer.heard.calls.allArgs().filter(([event]) => (event as CallEvent).type === type)
    .length;
}

function expectOrder(at: Scene): void {
  for (const origin of at.origins.names) {
    expect(at.origins.get(origin)?.inFlight).toBeLessThanOrEqual(1);
  }
  for (const bulkhead of at.bulkheads) {
    expect(bulkhead?.inFlight ?? 0).toBeLessThanOrEqual(3);
    // A limit that finds itself has a queue of the default length when the options give no bulkhead.
    expect(bulkhead?.waiting ?? 0).toBeLessThanOrEqual(at.hasOwnQueue ? 4 : 100);
  }
  for (const call of at.calls) {
    const sent = call.transport.sent.length;
    expect(endings(call)).toBeLessThanOrEqual(call.isCancelled ? 0 : 1);
    // The first attempt, two repetitions and one hedge.
    expect(sent).toBeLessThanOrEqual(4);
    expect(sent).toBeLessThanOrEqual(1 + heard(call, 'retry') + heard(call, 'hedge'));
    expect(heard(call, 'hedge')).toBeLessThanOrEqual(1);
    expect(heard(call, 'admitted')).toBeLessThanOrEqual(heard(call, 'queued'));
    if (heard(call, 'refused') > 0) expect(sent).withContext('of what was refused').toBe(0);
    const [first, second] = call.transport.sent;
    if (second?.attempt.isHedge === true) {
      expect(second.attempt.endpoint.id).not.toBe(first?.attempt.endpoint.id ?? '');
    }
  }
}

function expectNothingHeld(at: Scene): void {
  for (const call of at.calls) {
    expect(endings(call)).toBe(call.isCancelled ? 0 : 1);
    expect(call.transport.endings.length).toBe(call.transport.sent.length);
  }
  for (const endpoint of at.every) {
    expect(endpoint.inFlight).toBe(0);
    expect(endpoint.breaker.trialsInFlight).toBe(0);
  }
  for (const bulkhead of at.bulkheads) {
    expect(bulkhead?.inFlight ?? 0).toBe(0);
    expect(bulkhead?.waiting ?? 0).toBe(0);
  }
  for (const origin of at.origins.names) {
    const bulkhead = at.origins.get(origin);
    expect([bulkhead?.inFlight, bulkhead?.waiting]).toEqual([0, 0]);
  }
  const { breaker, policies } = at.upstream;
  const { rateLimit } = policies;
  expect(breaker.trialsInFlight).toBe(0);
  expect(rateLimit?.available(at.clock.now())).toBe(rateLimit?.limit);
  expect(at.clock.pending).toBe(0);
}

describe('Calls under any sequence of answers, aborts, clock jumps, instances and options', () => {
  it('end exactly once, keep to every limit, and give back all that they took', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (moves) => {
        const at = scene();
        for (const move of moves) {
          run(at, move);
          expectOrder(at);
        }
        // Whatever is still on its way is ended by its own deadline.
        for (let second = 0; second < 70; second += 1) at.clock.advance(1_000);
        expectNothingHeld(at);
      }),
      { numRuns: 150 },
    );
  });
});
