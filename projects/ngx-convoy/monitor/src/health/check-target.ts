import {
  type EndpointHealth,
  HealthVerdict,
  judgeByConditions,
  ProbePace,
  type ProbePhase,
  type ProbeScene,
  type Random,
} from 'ngx-convoy/core';
import type { CheckPlace } from './check-place';
import type { HealthCheck } from './health-check';
import type { Answered, Question } from './question-line';

/** What another tab knows about a place. */
export interface KnownCheck {
  readonly health: EndpointHealth;
  readonly phase: ProbePhase;
  /** Epoch milliseconds of the last probe, and of the next. */
  readonly toldAt: number;
  readonly dueAt: number;
  readonly check: HealthCheck | undefined;
}

/** A place that is checked: what it said last, the verdict, and when it is asked again. */
export class CheckTarget {
  readonly pace: ProbePace;
  /** From the moment it is in line until its answer is in. */
  question: Question | undefined = undefined;
  lastCheck: HealthCheck | undefined = undefined;
  /** Epoch milliseconds of the last time that something was found out. */
  toldAt: number;

  private readonly verdict: HealthVerdict;
  /** The verdict before nothing was answered any more; `undefined` while something is. */
  private beforeSilence: EndpointHealth | undefined = undefined;

  /** @param now epoch milliseconds since which it is known */
  constructor(
    private current: CheckPlace,
    private readonly jitter: number,
    random: Random,
    now: number,
  ) {
    const { fall, rise, interval } = current.checks;
    this.verdict = new HealthVerdict(fall, rise);
    this.pace = new ProbePace({ interval, jitter }, random, now);
    this.toldAt = now;
  }

  get place(): CheckPlace {
    return this.current;
  }

  get health(): EndpointHealth {
    return this.verdict.health;
  }

  /** Whether nothing was answered the last time. */
  get isSilent(): boolean {
    return this.beforeSilence !== undefined;
  }

  /** What it says itself when it is not well. */
  get reason(): string | undefined {
    return this.lastCheck?.answer.output;
  }

  /** The same place under other rules. */
  configure(place: CheckPlace, now: number): void {
    if (place.checks === this.current.checks) return;
    this.current = place;
    this.verdict.configure(place.checks.fall, place.checks.rise);
    this.pace.configure({ interval: place.checks.interval, jitter: this.jitter }, now);
  }

  /** Takes what came of a question. */
  conclude(given: Answered, scene: ProbeScene, now: number): void {
    const { key, service, instance, checks } = this.current;
    const answer = judgeByConditions(given.answer, given.durationMs, checks.conditions);
    if (given.isSilence) this.beforeSilence ??= this.health;
    else this.beforeSilence = undefined;
    this.verdict.observe(answer.status, answer.isPlanned);
    const { at, durationMs } = given;
    // What it was read from has been looked at, and may be large.
    const kept = { ...answer, evidence: undefined };
    this.lastCheck = { key, service, instance, at, durationMs, answer: kept };
    this.toldAt = now;
    this.pace.told({ phase: this.phase, freshFor: answer.freshFor ?? 0 }, scene, now);
  }

  /** Silence was not its fault: the verdict is what it was before. @returns whether that changes anything */
  forgive(): boolean {
    const before = this.beforeSilence;
    if (before === undefined) return false;
    this.beforeSilence = undefined;
    const isNews = before !== this.health;
    this.verdict.restore(before);
    return isNews;
  }

  adopt(known: KnownCheck): void {
    this.beforeSilence = undefined;
    this.verdict.restore(known.health);
    this.lastCheck = known.check;
    this.toldAt = known.toldAt;
    this.pace.adopt(known.phase, known.toldAt, known.dueAt);
  }

  known(): KnownCheck {
    const { health, toldAt, lastCheck: check } = this;
    return { health, phase: this.pace.phase, toldAt, dueAt: this.pace.dueAt, check };
  }

  private get phase(): ProbePhase {
    if (this.verdict.inDoubt) return 'suspect';
    return this.health === 'fail' ? 'down' : 'up';
  }
}
