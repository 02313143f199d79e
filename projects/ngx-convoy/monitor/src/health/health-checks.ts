import { DestroyRef, effect, inject, NgZone, Service, signal, untracked } from '@angular/core';
import { CLOCK, RANDOM, ServiceRegistry, Upstreams } from 'ngx-convoy';
import { type Cancel, HealthVerdict } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { Page } from '../page';
import type { HealthCheck } from './health-check';
import { HEALTH_PROBE } from './health-probe';
import { QuestionLine, type Answered, type Question } from './question-line';

declare const ngServerMode: unknown;

/** A hidden tab asks less often: nobody looks, and there may be many. */
const HIDDEN_FACTOR = 4;
/** The first checks are spread over this share of the interval: soon, but not all at once. */
const FIRST_SWEEP = 0.2;
/** A contradicting answer is followed by another check after this share of the interval... */
const DOUBT_SHARE = 0.2;
/** ...but not sooner than this, in milliseconds. */
const DOUBT_MINIMUM = 2_000;

/** Where an instance is asked. */
interface Place {
  readonly service: string;
  readonly instance: string;
  readonly url: string;
}

/** An instance that is checked. */
interface Target extends Place {
  readonly key: string;
  readonly verdict: HealthVerdict;
  /** Epoch milliseconds of the next check. */
  dueAt: number;
  /** Epoch milliseconds of the last check that counted; at first, of when it was found. */
  checkedAt: number;
  /** From the moment it is in line until its answer is in. */
  question: Question | undefined;
}

/**
 * Asks every instance of every service that has a health path how it is, again and again.
 *
 * One timer for all of them, a few questions under way at a time. Follows services and instances as they come and go.
 * Rests while the browser is offline, because that is not the services' fault, and makes one sweep when it is back or
 * when a hidden page is looked at again. Never on a server.
 */
@Service()
export class HealthChecks {
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly registry = inject(ServiceRegistry);
  private readonly upstreams = inject(Upstreams);
  private readonly options = inject(MONITORING);
  private readonly page = inject(Page);
  private readonly zone = inject(NgZone);

  private readonly line = new QuestionLine(
    inject(HEALTH_PROBE),
    this.clock,
    this.options.health.concurrency,
  );
  private readonly targets = new Map<string, Target>();
  private readonly checks = new Map<string, HealthCheck>();
  /** Moves with `checks`, which may be large and is therefore not copied. */
  private readonly revision = signal(0);
  private cancelTimer: Cancel | undefined;

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    effect(() => {
      const wanted = this.wanted();
      untracked(() => {
        this.follow(wanted);
      });
    });
    effect(() => {
      const isActive = this.page.online() && this.page.visible();
      untracked(() => {
        if (isActive) this.catchUp();
        this.schedule();
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.cancelTimer?.();
      for (const target of this.targets.values()) target.question?.drop();
    });
  }

  /**
   * The last check of an instance. Reactive: a template or `computed` that asks is told of the next one.
   *
   * @param key `service/id`, as in the registry's records
   */
  lastCheck(key: string): HealthCheck | undefined {
    this.revision();
    return this.checks.get(key);
  }

  /**
   * Checks now instead of later.
   *
   * @param service only its instances; default all
   * @returns when the answers are in; at once while the browser is offline
   */
  async checkNow(service?: string): Promise<void> {
    if (!this.page.online()) return;
    const asked = [...this.targets.values()].filter(
      (target) => service === undefined || target.service === service,
    );
    const answered = asked.map((target) => this.ask(target).answered);
    this.schedule();
    await Promise.all(answered);
  }

  /** What is to be checked, by key. A service that is called at its own URL is asked under its first prefix. */
  private wanted(): ReadonlyMap<string, Place> {
    const paths = new Map(
      this.registry.services().map(({ name, healthPath }) => [name, healthPath]),
    );
    const wanted = new Map<string, Place>();
    for (const { key, id, service, url } of this.registry.instances()) {
      const path = paths.get(service);
      const base = url === '' ? this.upstreams.service(service)?.prefixes[0] : url;
      if (path === undefined || base === undefined) continue;
      wanted.set(key, { service, instance: id, url: base + path });
    }
    return wanted;
  }

  private follow(wanted: ReadonlyMap<string, Place>): void {
    for (const [key, target] of this.targets) {
      if (wanted.get(key)?.url === target.url) continue;
      target.question?.drop();
      this.targets.delete(key);
      this.checks.delete(key);
      this.revision.update((revision) => revision + 1);
    }
    const fresh = [...wanted].filter(([key]) => !this.targets.has(key));
    const now = this.clock.now();
    fresh.forEach(([key, place], index) => {
      const { fall, rise } = this.options.health;
      const spread = this.options.interval(place.service) * FIRST_SWEEP;
      this.targets.set(key, {
        ...place,
        key,
        verdict: new HealthVerdict(fall, rise),
        dueAt: now + (spread * index) / fresh.length,
        checkedAt: now,
        question: undefined,
      });
    });
    this.schedule();
  }

  /** Brings forward what was missed while nobody looked or nothing was connected: one check each, not many. */
  private catchUp(): void {
    const now = this.clock.now();
    for (const target of this.targets.values()) {
      if (now - target.checkedAt >= this.options.interval(target.service)) target.dueAt = now;
    }
  }

  /** One timer, for the target that is due first. */
  private schedule(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (!this.page.online()) return;
    let next = Infinity;
    for (const target of this.targets.values()) {
      if (target.question === undefined) next = Math.min(next, target.dueAt);
    }
    if (next === Infinity) return;
    this.zone.runOutsideAngular(() => {
      this.cancelTimer = this.clock.schedule(next, () => {
        this.sweep();
      });
    });
  }

  private sweep(): void {
    const now = this.clock.now();
    for (const target of this.targets.values()) {
      if (target.dueAt <= now) this.ask(target);
    }
    this.schedule();
  }

  private ask(target: Target): Question {
    if (target.question !== undefined) return target.question;
    const question = this.line.ask(target.url, this.options.timeout(target.service));
    const answered = question.answered.then((given) => {
      target.question = undefined;
      if (given !== undefined) this.conclude(target, given);
      return given;
    });
    target.question = { ...question, answered };
    return target.question;
  }

  private conclude(target: Target, given: Answered): void {
    const { key, service, instance, verdict } = target;
    const now = this.clock.now();
    // Lost on the way while the network went away: says nothing about the instance.
    if (this.page.online()) {
      target.checkedAt = now;
      this.checks.set(key, { key, service, instance, ...given });
      this.revision.update((revision) => revision + 1);
      this.upstreams.setHealth(service, instance, verdict.observe(given.answer.status));
    }
    target.dueAt = now + this.pause(target);
    this.schedule();
  }

  private pause({ service, verdict }: Target): number {
    const interval = this.options.interval(service);
    const { jitter } = this.options.health;
    const base = verdict.inDoubt
      ? Math.min(interval, Math.max(interval * DOUBT_SHARE, DOUBT_MINIMUM))
      : interval;
    const factor = this.page.visible() ? 1 : HIDDEN_FACTOR;
    return base * factor * (1 + jitter * (2 * this.random() - 1));
  }
}
