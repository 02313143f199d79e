import type {
  BreakerScenario,
  BreakerStep,
} from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';
import { Failure, Neutral } from './peer';
import type { Peer, PeerCircuit } from './peer';
import { time } from './virtual-time';

type Outcome = Extract<BreakerStep, { op: 'end' }>['out'];

/**
 * Runs one row against a peer, on the virtual time.
 *
 * A generator, because peers answer with promises: whenever it yields, the scene drains the microtasks.
 *
 * @returns what was expected and what came, one line a mismatch; empty when the row passed
 * @throws Inexpressible when the row asks for something that the peer does not offer
 */
export function* runPeerScenario(
  peer: Peer,
  { config, steps }: BreakerScenario,
): Generator<void, readonly string[]> {
  const mismatches: string[] = [];
  const calls = new Map<string, Call>();
  const snapshots = new Map<string, unknown>();
  let circuit = peer.create(config);
  yield;
  const before = { ...circuit.events };

  for (const [index, step] of steps.entries()) {
    const expect = (what: string, seen: unknown, expected: unknown): void => {
      const close =
        typeof seen === 'number' &&
        typeof expected === 'number' &&
        Math.abs(seen - expected) < 1e-9;
      if (seen === expected || close) return;
      mismatches.push(
        `step ${index + 1} (${step.op}): ${what} should be ${String(expected)}, but is ${String(seen)}`,
      );
    };
    switch (step.op) {
      case 'call':
        for (let i = 0; i < (step.times ?? 1); i++) {
          const call = new Call(circuit, step.ms);
          yield;
          expect('admission', call.admission, step.expect);
          call.finish(step.out);
          yield;
        }
        break;
      case 'start': {
        const call = new Call(circuit);
        calls.set(step.id, call);
        yield;
        expect('admission', call.admission, step.expect);
        break;
      }
      case 'end':
        calls.get(step.id)?.finish(step.out);
        yield;
        break;
      case 'advance':
        time.advance(step.ms);
        yield;
        break;
      case 'state': {
        const allowed = [step.is].flat();
        const state = circuit.state();
        const isSame = allowed.some((one) => one === state || (isForced(one) && isForced(state)));
        if (!isSame) expect('state', state, allowed.join(' or '));
        break;
      }
      case 'metrics': {
        const seen = circuit.metrics();
        for (const [name, expected] of Object.entries(step.expect)) {
          if (name in seen) expect(name, seen[name], expected);
        }
        break;
      }
      case 'events':
        for (const [name, expected] of Object.entries(step.counts)) {
          const key = name as keyof typeof before;
          expect(`${name} events`, circuit.events[key] - before[key], expected);
        }
        break;
      case 'control':
        circuit.control(step);
        yield;
        break;
      case 'snapshot':
        snapshots.set(step.as, JSON.parse(JSON.stringify(circuit.snapshot())));
        break;
      case 'restore':
        circuit = peer.create(config, snapshots.get(step.from));
        yield;
        break;
      case 'retryAfter':
        break; // none of them shows it
    }
  }
  return mismatches;
}

/** Held open by hand is held open by hand, whatever it is called. */
function isForced(state: string): boolean {
  return state === 'isolated' || state === 'forcedOpen';
}

/** One call through a circuit, which ends when the row says so. */
class Call {
  /** What became of it so far. A call that neither began nor was refused waits. */
  admission: 'run' | 'reject' | 'waiting' = 'waiting';

  private readonly began = time.now();
  private resolve: () => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  /** @param ms how long it is reported to take: the clock goes back for that long, until it has finished */
  constructor(
    circuit: PeerCircuit,
    private readonly ms = 0,
  ) {
    const work = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    work.catch(() => undefined);
    time.set(this.began - ms);
    circuit
      .execute(() => {
        this.admission = 'run';
        return work;
      })
      .catch(() => {
        if (this.admission === 'waiting') this.admission = 'reject';
      });
    if (ms === 0) time.set(this.began);
  }

  finish(outcome: Outcome): void {
    if (this.ms > 0) time.set(this.began);
    if (outcome === 'ok') this.resolve();
    else this.reject(outcome === 'fail' ? new Failure('failed') : new Neutral(outcome));
  }
}
