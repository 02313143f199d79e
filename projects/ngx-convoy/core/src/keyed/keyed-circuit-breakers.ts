import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import type { CircuitTransition } from '../circuit-breaker/circuit-state';
import type { Clock } from '../clock';
import type { Random } from '../random';
import { KeyedRegistry } from './keyed-registry';

/** What {@link KeyedCircuitBreakers} want to know beside the options of each breaker. */
export interface KeyedCircuitBreakersOptions {
  /** The most keys that have a breaker of their own, >= 1. Default 1,000. */
  readonly capacity?: number | undefined;
  /** Told after every move; without a key when the breaker that keys share has moved. */
  readonly onTransition?:
    ((transition: CircuitTransition, key: string | undefined) => void) | undefined;
}

/**
 * A circuit breaker for each key, such as a host, a tenant or a route, in bounded memory.
 *
 * Forgotten are, when it is full, only breakers that are closed, have an empty window and do not ramp up, the one that
 * was used least recently first. While none is so, new keys share one breaker, which judges them as a group: bounded
 * protection is better than none, and than memory without a bound.
 *
 * @usageNotes
 * ```ts
 * const breakers = new KeyedCircuitBreakers({ consecutiveFailures: 3 }, clock, random);
 * const permit = breakers.get(new URL(url).host).acquire();
 * ```
 */
export class KeyedCircuitBreakers extends KeyedRegistry<CircuitBreaker> {
  readonly #rules: { options: CircuitBreakerOptions };

  /** @throws ConfigurationError when an option is out of its range */
  constructor(
    options: CircuitBreakerOptions,
    clock: Clock,
    random: Random,
    { capacity, onTransition }: KeyedCircuitBreakersOptions = {},
  ) {
    const rules = { options };
    const create = (key: string | undefined): CircuitBreaker =>
      new CircuitBreaker(rules.options, clock, random, (transition) => {
        onTransition?.(transition, key);
      });
    super({ create, isIdle, capacity }, clock);
    this.#rules = rules;
  }

  /**
   * Changes the options of all breakers, of those to come too; none loses its state.
   *
   * @throws ConfigurationError when an option is out of its range; nothing is changed then
   */
  configure(options: CircuitBreakerOptions): void {
    this.shared.configure(options);
    this.#rules.options = options;
    for (const [, breaker] of this) breaker.configure(options);
  }
}

function isIdle(breaker: CircuitBreaker, now: number): boolean {
  return (
    breaker.state === 'closed' && breaker.totals(now).total === 0 && breaker.heldBack(now) === 0
  );
}
