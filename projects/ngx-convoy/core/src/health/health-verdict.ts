import type { EndpointHealth } from '../balancing/endpoint';
import type { HealthStatus } from './health-answer';

/**
 * Turns single answers of an instance into a verdict about it: one bad answer is an accident, several in a row are a
 * state, and the same in the other direction.
 *
 * The very first good answer counts at once: a fresh page has nothing better to go by.
 *
 * @usageNotes
 * ```ts
 * const verdict = new HealthVerdict(3, 2);
 * verdict.observe('fail'); // 'unknown': it may be an accident
 * verdict.inDoubt; // true: ask again soon
 * ```
 * @see HAProxy `fall` and `rise`; Kubernetes probes, `failureThreshold` and `successThreshold`
 */
export class HealthVerdict {
  private current: EndpointHealth = 'unknown';
  /** Answers in a row that contradict the verdict. */
  private contradictions = 0;

  constructor(
    private fall: number,
    private rise: number,
  ) {}

  get health(): EndpointHealth {
    return this.current;
  }

  /** Whether the last answer contradicts the verdict, and another one should settle it soon. */
  get inDoubt(): boolean {
    return this.contradictions > 0;
  }

  /** What is known from elsewhere, such as from another tab; nothing contradicts it yet. */
  restore(health: EndpointHealth): void {
    this.current = health;
    this.contradictions = 0;
  }

  /** Other counts from now on. */
  configure(fall: number, rise: number): void {
    this.fall = fall;
    this.rise = rise;
  }

  /**
   * @param isCertain whether this answer needs no second one, such as "I am out of service" from the service itself
   * @returns the verdict
   */
  observe(answer: HealthStatus, isCertain = false): EndpointHealth {
    if (isCertain) return this.settle(answer);
    const isBad = answer === 'fail';
    if (this.current !== 'unknown' && isBad === (this.current === 'fail')) {
      return this.settle(answer);
    }
    const needed = isBad ? this.fall : this.current === 'unknown' ? 1 : this.rise;
    this.contradictions += 1;
    return this.contradictions >= needed ? this.settle(answer) : this.current;
  }

  private settle(answer: HealthStatus): EndpointHealth {
    this.contradictions = 0;
    this.current = answer;
    return answer;
  }
}
