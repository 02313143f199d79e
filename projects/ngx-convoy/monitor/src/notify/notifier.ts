import {
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  makeEnvironmentProviders,
  NgZone,
  provideEnvironmentInitializer,
  Service,
  signal,
  untracked,
  type EnvironmentProviders,
} from '@angular/core';
import { CLOCK, IDS, LeaderTab, TAB_SCOPE, TabChannel } from 'ngx-convoy';
import {
  AlertDispatch,
  type Cancel,
  type Candidate,
  type DispatchStanding,
  type Notification,
} from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { ALERT_OUTPUT, type AlertOutput } from './alert-output';
import { Candidates } from './candidates';
import { DispatchLoop } from './dispatch-loop';
import { ToldMemory } from './told-memory';
import { isTabCandidates, SeenByTabs, type TabCandidates } from './tab-candidates';

declare const ngServerMode: unknown;

/** Something that was told, and whether it has arrived. */
export interface Delivery {
  /** Name of the output. */
  readonly output: string;
  readonly notification: Notification;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly state: 'sending' | 'delivered' | 'failed';
  /** What went wrong, in words; empty otherwise. */
  readonly problem: string;
}

/** The last so many. */
const KEPT = 50;
/** Milliseconds between two words of a tab that sees trouble to the one that leads. */
const RETELL = 10_000;

/**
 * Tells people about alerts, by every {@link ALERT_OUTPUT}, in the leading tab only. The other tabs tell that one what they
 * see; what was told is remembered, so that a new leader or a reload does not tell it again.
 */
@Service()
export class Notifier {
  private readonly clock = inject(CLOCK);
  private readonly leader = inject(LeaderTab);
  private readonly zone = inject(NgZone);
  private readonly candidates = inject(Candidates);
  private readonly told = inject(ToldMemory);
  private readonly tab = inject(IDS).spanId();
  private readonly outputs: readonly AlertOutput[] = inject(ALERT_OUTPUT, { optional: true }) ?? [];
  private readonly dispatch = new AlertDispatch(inject(MONITORING).alerts.dispatch);
  private readonly loop = new DispatchLoop(this.dispatch, this.clock, (notification) => {
    this.tell(notification);
  });
  private readonly seen = new SeenByTabs();
  private readonly log = signal<readonly Delivery[]>([]);
  private readonly channel: TabChannel<TabCandidates> | undefined;
  private cancelRetell: Cancel | undefined;

  /** What was told lately by this tab, the last first. */
  readonly deliveries = this.log.asReadonly();
  /** Whether it is this tab that tells. */
  readonly leads = this.leader.leads;

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    if (inject(DOCUMENT).defaultView === null || this.outputs.length === 0) return;
    const name = `${inject(TAB_SCOPE)}:alerts-seen`;
    const channel = new TabChannel<TabCandidates>(name, isTabCandidates, (seen) => {
      this.seen.hear(seen, this.clock.now());
      if (untracked(this.leads)) this.lead(untracked(this.candidates.all));
    });
    this.channel = channel;
    effect(() => {
      if (!this.leads()) return;
      untracked(() => {
        this.dispatch.adopt(this.told.read(), this.clock.now());
      });
    });
    effect(() => {
      const own = this.candidates.all();
      const leads = this.leads();
      untracked(() => {
        if (leads) this.lead(own);
        else this.report(own);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      channel.close();
      this.loop.stop();
      this.cancelRetell?.();
    });
  }

  /** Names of the outputs that can tell somebody now. */
  get outputNames(): readonly string[] {
    return this.outputs.filter(isReady).map(({ name }) => name);
  }

  /** Where an alert stands on its way to people; nothing is known of it in a tab that does not lead. */
  standingOf(fingerprint: string): DispatchStanding {
    return this.dispatch.standingOf(fingerprint);
  }

  private lead(own: readonly Candidate[]): void {
    this.cancelRetell?.();
    this.zone.runOutsideAngular(() => {
      const all = this.seen.together(own, this.clock.now());
      this.loop.observe(all);
      for (const output of this.outputs) output.follow?.(all.map(({ alert }) => alert));
    });
  }

  /** Says it again while it lasts: the leader may be another one by then. */
  private report(own: readonly Candidate[]): void {
    this.loop.stop();
    this.cancelRetell?.();
    this.channel?.tell({ tab: this.tab, candidates: own });
    if (own.length === 0) return;
    this.zone.runOutsideAngular(() => {
      this.cancelRetell = this.clock.schedule(this.clock.now() + RETELL, () => {
        this.report(untracked(this.candidates.all));
      });
    });
  }

  private tell(notification: Notification): void {
    this.told.write(this.dispatch.log);
    for (const output of this.outputs) {
      if (output.notify !== undefined && isReady(output)) void this.deliver(output, notification);
    }
  }

  private async deliver(output: AlertOutput, notification: Notification): Promise<void> {
    const began: Delivery = {
      ...{ output: output.name, notification, at: this.clock.now() },
      ...{ state: 'sending', problem: '' },
    };
    this.log.update((log) => [began, ...log].slice(0, KEPT));
    const end = (changes: Partial<Delivery>): void => {
      this.log.update((log) =>
        log.map((each) => (each === began ? { ...each, ...changes } : each)),
      );
    };
    try {
      await output.notify?.(notification);
      end({ state: 'delivered' });
    } catch (error) {
      end({ state: 'failed', problem: error instanceof Error ? error.message : String(error) });
    }
  }
}

function isReady(output: AlertOutput): boolean {
  return output.isReady?.() ?? true;
}

/** Starts the {@link Notifier}; every `withX()` that adds an output does so. */
export function provideNotifier(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideEnvironmentInitializer(() => {
      inject(Notifier);
    }),
  ]);
}
