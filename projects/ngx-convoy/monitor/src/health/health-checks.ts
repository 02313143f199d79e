import {
  computed,
  DestroyRef,
  effect,
  inject,
  NgZone,
  Service,
  type Signal,
  untracked,
} from '@angular/core';
import { CLOCK, Upstreams } from 'ngx-convoy';
import type { Cancel } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { Page } from '../page';
import { AnswerWaiters } from './answer-waiters';
import { Assessments } from './assessments';
import { Attendance } from './attendance';
import { CallSigns } from './call-signs';
import { CheckAsker } from './check-asker';
import { CheckBoard } from './check-board';
import { CheckSettings } from './check-settings';
import type { CheckTarget } from './check-target';
import { Connectivity } from './connectivity';
import type { HealthCheck } from './health-check';
import type { ServiceCheckOptions } from './health-options';
import { PassiveWatch } from './passive-watch';
import type { Answered } from './question-line';
import { TabRole } from './tab-role';
import { WatchGaps } from './watch-gaps';

declare const ngServerMode: unknown;

/** What is due so soon is taken along: one awakening instead of two. */
const TOGETHER = 200;
/** How often services are looked at again that are held to be worse than their breakers say. */
const LOOK_AGAIN = 5_000;
/** A clock that is back by more than this was set. */
const SET_BACK = 1_000;

/**
 * Asks every instance of every service that has a health path how it is, again and again.
 *
 * Calls that are made anyway come first: where they are answered, few probes are made, and where they fail, one is made at
 * once. One tab of the app asks, the others are told. Rests while the user has no network, and after five minutes in which
 * nobody looked; one sweep makes up for it, and the time between is *no data*. One timer for everything. Never on a server.
 *
 * @usageNotes
 * ```ts
 * private readonly checks = inject(HealthChecks);
 *
 * await this.checks.checkNow('orders');
 * this.checks.configure('orders', { checkInterval: 5_000, conditions: ['[RESPONSE_TIME] < 300'] });
 * ```
 */
@Service()
export class HealthChecks {
  private readonly clock = inject(CLOCK);
  private readonly page = inject(Page);
  private readonly zone = inject(NgZone);
  private readonly role = inject(TabRole);
  private readonly board = inject(CheckBoard);
  private readonly asker = inject(CheckAsker);
  private readonly signs = inject(CallSigns);
  private readonly settings = inject(CheckSettings);
  private readonly attendance = inject(Attendance);
  private readonly assessments = inject(Assessments);
  private readonly connectivity = inject(Connectivity);
  private readonly gaps = inject(WatchGaps);
  private readonly options = inject(MONITORING);
  private readonly interval = this.options.health.interval;

  private readonly waiters = new AnswerWaiters(this.clock);
  private readonly passive = new PassiveWatch(inject(Upstreams), this.clock, {
    suspected: (service, instance) => {
      if (this.signs.suspect(service, instance)) this.role.suspect(service, instance);
      this.schedule();
    },
    missed: (service) => {
      if (this.signs.miss(service)) this.schedule();
    },
    unanswered: () => {
      if (this.role.leads()) this.asker.doubt();
    },
  });
  private cancelTimer: Cancel | undefined;

  /** Which tab asks: this one, another one of the app, or none for the time being. */
  readonly askedBy: Signal<'this-tab' | 'another-tab' | 'nobody'> = computed(() => {
    const ours = this.board.all().filter((target) => this.role.isOurs(target));
    if (this.connectivity.selfOffline() || this.board.all().length === 0) return 'nobody';
    if (ours.length === 0) return 'another-tab';
    return this.page.visible() || !this.attendance.isAsleep ? 'this-tab' : 'nobody';
  });

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    // Whoever only looks, as the console does, must not make an app ask that has not asked for it.
    if (!this.options.isOn) return;
    const stopListening = this.passive.start();
    this.role.connect({
      learnt: () => {
        this.waiters.look();
        this.schedule();
      },
      lookedAt: () => {
        this.review();
      },
      probe: (service) => void this.checkNow(service),
      suspected: (service, instance) => {
        this.signs.suspect(service, instance);
        this.schedule();
      },
    });
    effect(() => {
      const wanted = this.board.wanted();
      untracked(() => {
        this.follow(this.board.follow(wanted));
      });
    });
    effect(() => {
      const leads = this.role.leads();
      untracked(() => {
        if (!leads) return;
        this.role.tellEverything();
        this.waiters.stop();
      });
    });
    effect(() => {
      this.page.visible();
      this.page.online();
      this.role.leads();
      this.connectivity.finding();
      untracked(() => {
        this.review();
      });
    });
    inject(DestroyRef).onDestroy(() => {
      stopListening();
      this.cancelTimer?.();
      for (const target of this.board.targets) this.asker.drop(target);
      this.role.close();
    });
  }

  /**
   * The last check of an instance, or of a service that is asked as a whole. Reactive: a template or `computed` that asks
   * is told of the next one, whichever tab has made it.
   *
   * @param key `service/id`, as in the registry's records, or the name of the service
   */
  lastCheck(key: string): HealthCheck | undefined {
    return this.board.look(key)?.lastCheck;
  }

  /** Epoch milliseconds of the next check of what {@link lastCheck} takes; `undefined` when none is planned. Reactive. */
  nextCheckAt(key: string): number | undefined {
    const dueAt = this.board.look(key)?.pace.dueAt;
    return dueAt === undefined || dueAt === Infinity ? undefined : dueAt;
  }

  /**
   * Checks now instead of later. Where another tab asks, it is asked to.
   *
   * @param service only what belongs to it; default all
   * @returns when the answers are in; at once while the browser is offline
   */
  async checkNow(service?: string): Promise<void> {
    if (!this.page.online()) return;
    const wanted = service === undefined ? [...this.board.targets] : this.board.of(service);
    const theirs = wanted.filter((target) => !this.role.isOurs(target));
    const ours = wanted.filter((target) => this.role.isOurs(target));
    const answered = ours.map((target) => this.ask(target));
    this.schedule();
    await Promise.all([...answered, this.checkElsewhere(theirs, service)]);
  }

  /**
   * Changes how a service is checked, while checks are running. What is left out stays as it was.
   *
   * @throws ConfigurationError naming the option, what was given and what is allowed; nothing is changed then
   */
  configure(service: string, options: ServiceCheckOptions): void {
    this.settings.configure(service, options);
  }

  /**
   * The same for a while, on top of what is configured.
   *
   * @returns how to end it
   * @throws ConfigurationError naming the option, what was given and what is allowed; nothing is changed then
   */
  lend(service: string, options: ServiceCheckOptions): () => void {
    return this.settings.lend(service, options);
  }

  /** Another tab is asked to ask; when it does not answer in time, this one does. */
  private async checkElsewhere(
    targets: readonly CheckTarget[],
    service: string | undefined,
  ): Promise<void> {
    if (targets.length === 0) return;
    const patience = 2 * Math.max(...targets.map(({ place }) => place.checks.timeout));
    const late = this.waiters.wait(targets, patience);
    this.role.probe(service);
    await Promise.all((await late).map((target) => this.ask(target)));
  }

  private follow(hasCome: boolean): void {
    if (this.role.leads()) this.role.tellEverything();
    else if (hasCome) this.role.ask();
    this.role.review();
    this.schedule();
  }

  /** Somebody has begun or ceased to look, to lead, or to have a network. */
  private review(): void {
    const change = this.attendance.review(this.role.isSeen);
    if (change === 'lost') {
      this.board.forgive();
      this.board.reassessAll();
    } else if (change !== undefined) this.catchUp();
    if (change === 'lost' || change === 'back') this.role.tellEverything();
    this.role.review();
    this.schedule();
  }

  /** Brings forward what was missed: one check each, not many. */
  private catchUp(): void {
    const now = this.clock.now();
    for (const { pace } of this.board.targets) pace.catchUp(now);
  }

  /** One timer, for whatever is due first. */
  private schedule(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.attendance.isCutOff) return;
    const now = this.clock.now();
    const next = Math.max(now, this.nextAt(now));
    if (next === Infinity) return;
    this.zone.runOutsideAngular(() => {
      this.cancelTimer = this.clock.schedule(next, () => {
        this.tick(next);
      });
    });
  }

  private nextAt(now: number): number {
    let next = this.role.nextAt(now);
    if (this.attendance.isAsleep) return next;
    for (const target of this.board.targets) {
      if (target.question !== undefined || target.pace.dueAt >= next) continue;
      if (this.role.isOurs(target)) next = target.pace.dueAt;
    }
    return this.assessments.isHolding ? Math.min(next, now + LOOK_AGAIN) : next;
  }

  /** @param planned epoch milliseconds at which this should have been */
  private tick(planned: number): void {
    const now = this.clock.now();
    const late = now - planned;
    if (late > 2 * this.interval || late < -SET_BACK) this.jumped(planned, late);
    this.role.beat(now);
    if (!this.attendance.isAsleep) {
      for (const target of this.board.targets) {
        if (target.pace.dueAt <= now + TOGETHER && this.role.isOurs(target)) this.due(target, now);
      }
    }
    for (const service of this.assessments.holding) this.board.reassess(service);
    this.schedule();
  }

  /** The machine slept, or its clock was set: what is under way has been measured by two clocks. */
  private jumped(planned: number, late: number): void {
    for (const target of this.board.targets) {
      this.asker.drop(target);
      if (late < 0) target.pace.shift(late);
    }
    if (late < 0) return;
    this.gaps.note('sleep', planned, planned + late);
    this.catchUp();
  }

  private due(target: CheckTarget, now: number): void {
    if (target.question !== undefined) return;
    const { place, pace } = target;
    if (!pace.isToldByCalls(this.passive.goodCalls(place, place.checks.interval))) {
      void this.ask(target);
      return;
    }
    pace.skip(this.signs.sceneOf(target, now), now);
    this.board.reassess(place.service);
    this.role.tell(target);
  }

  private ask(target: CheckTarget): Promise<unknown> {
    return this.asker.ask(target, this.conclude);
  }

  private readonly conclude = (target: CheckTarget, given: Answered | undefined): void => {
    if (given !== undefined) {
      const now = this.clock.now();
      target.conclude(given, this.signs.sceneOf(target, now), now);
      if (given.isSilence) this.asker.compareOrigins();
      this.board.apply(target);
      this.role.tell(target);
    }
    this.schedule();
  };
}
