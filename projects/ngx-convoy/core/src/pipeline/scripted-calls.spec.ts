import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import type { Origins } from '../bulkhead/origins';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { CallLimits } from './call-limits';
import { ProtectedCall } from './protected-call';
import { resolveServiceOptions, type ServiceOptions } from './service-options';
import type { Attempt, AttemptEnding, Receiver, Transport, Verdict } from './transport';
import { Upstream } from './upstream';

/** A backend that does nothing by itself: the spec answers each attempt by hand. */
export class ScriptedTransport implements Transport<string> {
  readonly sent: { readonly attempt: Attempt; readonly receiver: Receiver<string> }[] = [];
  readonly aborted: Attempt[] = [];
  readonly endings: AttemptEnding[] = [];
  verdict: Verdict = { outcome: 'failure', retryable: true };
  /** Answers before `send` returns, as a cache further in may do. */
  immediate: string | undefined;

  /** Happens before `send` returns. */
  whileSending: (() => void) | undefined;

  send(attempt: Attempt, receiver: Receiver<string>): () => void {
    this.sent.push({ attempt, receiver });
    this.whileSending?.();
    if (this.immediate !== undefined) receiver.succeed(attempt, this.immediate);
    return () => {
      this.aborted.push(attempt);
    };
  }

  judge(): Verdict {
    return this.verdict;
  }

  ended(_attempt: Attempt, ending: AttemptEnding): void {
    this.endings.push(ending);
  }

  /** Answers the attempt that was sent last. */
  get last() {
    return this.at(-1);
  }

  /** Answers an attempt by its place in the order of sending; negative counts from the end. */
  at(index: number) {
    const sent = this.sent.at(index);
    if (sent === undefined) throw new Error(`attempt ${index} was not sent`);
    const { attempt, receiver } = sent;
    return {
      succeed: (value: string): void => {
        receiver.succeed(attempt, value);
      },
      fail: (error: unknown): void => {
        receiver.fail(attempt, error);
      },
      finishWithoutAnswer: (): void => {
        receiver.finishWithoutAnswer(attempt);
      },
    };
  }

  get instances(): readonly string[] {
    return this.sent.map(({ attempt }) => attempt.endpoint.id);
  }
}

/** Calls to an upstream of its own, on a clock of its own. */
export function scriptedCalls(
  options: Partial<ServiceOptions> = {},
  instances = ['a', 'b'],
  { clock, origins }: { readonly clock: ManualClock; readonly origins?: Origins } = {
    clock: new ManualClock(),
  },
) {
  const random = seededRandom(7);
  const resolved = resolveServiceOptions({ name: 'orders', ...options }, 'service');
  const listener = {
    circuitMoved: jasmine.createSpy('circuitMoved'),
    instancesChanged: jasmine.createSpy('instancesChanged'),
    counted: jasmine.createSpy('counted'),
  };
  const runtime = { clock, random, deadlines: new DeadlineTimer(clock), origins };
  const upstream = new Upstream(resolved, runtime, listener);
  upstream.setEndpoints(instances.map((id) => ({ id, url: `http://${id}.test` })));

  function call(limits: Partial<CallLimits> = {}) {
    const transport = new ScriptedTransport();
    const observer = {
      progress: jasmine.createSpy('progress'),
      done: jasmine.createSpy('done'),
      failed: jasmine.createSpy('failed'),
      heard: jasmine.createSpy('heard'),
    };
    const { timeout, deadline, retry } = resolved;
    const whole = { idempotent: true, timeout, deadline, retries: retry.attempts, ...limits };
    const subject = new ProtectedCall(upstream, whole, transport, observer, runtime);
    return { subject, transport, observer };
  }
  return { clock, upstream, listener, call };
}
