import type { Cancel } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from '../pipeline/abort-signal';
import { DrainGate } from './drain-gate';
import { judgeOutboxStatus, type OutboxAnswer } from './outbox-answer';
import type { OutboxEntry } from './outbox-entry';
import {
  claimed,
  expired,
  isSameAttempt,
  resolved,
  settled,
  type OutboxClaimant,
  type OutboxResolution,
} from './outbox-moves';
import type { ResolvedOutboxOptions } from './outbox-options';
import { planOutbox } from './outbox-plan';
import type { OutboxObserver, OutboxRuntime } from './outbox-runtime';

/** Milliseconds to the next look at a storage that does not work. */
const AFTER_TROUBLE = 5_000;
/** Milliseconds: a wait as short as this belongs to a drain that is under way, whether somebody looks at the page or not. */
const UNDER_WAY = 2_000;

/** Who drains: one identity's queue, in one tab, for one time that it leads. */
export interface OutboxDrainer {
  readonly identity: string;
  /** Another one each time: what an earlier time has claimed is not ours. */
  readonly owner: string;
  /** Whether a lock of all tabs keeps others from draining. Without one, claims have to run out. */
  readonly isAlone: boolean;
}

/** What is to be written about an attempt that is over. */
interface Ending {
  readonly attempt: OutboxEntry;
  readonly next: OutboxEntry | null;
  readonly status: number;
}

/**
 * Sends what waits: claims an entry, sends it, and writes down what came of it, in this order. A crash anywhere between two
 * of these leads to the same request with the same key again, and to nothing else.
 *
 * Framework-free and without state that matters: what is true stands in the storage.
 */
export class OutboxDrain {
  private readonly entries = new Map<string, OutboxEntry>();
  private readonly inFlight = new Map<string, AbortControllerLike<AbortSignalLike>>();
  /** What could not be written down yet: before that nothing more is sent. */
  private readonly unsettled = new Map<string, Ending>();
  private readonly gate: DrainGate;
  private cancelTimer: Cancel | undefined;
  private isPaused = false;
  private isStale = true;
  private isLooking = false;
  private isWanted = false;
  private isStopped = false;
  private hasTrouble = false;

  constructor(
    private readonly drainer: OutboxDrainer,
    private readonly options: ResolvedOutboxOptions,
    private readonly runtime: OutboxRuntime,
    private readonly observer: OutboxObserver,
  ) {
    this.gate = new DrainGate(options.rate);
  }

  /** Something may go now that could not before: the network is back, a circuit has closed. */
  poke(): void {
    this.isWanted = true;
    if (!this.isLooking) void this.lookOn();
  }

  /** An entry was added by this tab. */
  added(entry: OutboxEntry): void {
    // A list that is being read may be older than the entry.
    if (this.isLooking) this.isStale = true;
    else this.entries.set(entry.id, entry);
    this.poke();
  }

  /** The storage was changed by somebody else. */
  refresh(): void {
    this.isStale = true;
    this.poke();
  }

  /** Nothing more is sent, and what is under way is cut off. */
  stop(): void {
    this.isStopped = true;
    this.cancelTimer?.();
    for (const controller of this.inFlight.values()) controller.abort();
  }

  private async lookOn(): Promise<void> {
    this.isLooking = true;
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.look();
    }
    this.isLooking = false;
  }

  private async look(): Promise<void> {
    this.cancelTimer?.();
    try {
      await this.catchUp();
    } catch (error) {
      this.trouble(error);
      return;
    }
    if (this.hasTrouble) this.observer.troubled(undefined);
    this.hasTrouble = false;
    if (this.isStopped || this.isPaused || !this.runtime.isOnline()) return;
    this.wakeAt(this.launch());
  }

  /** Brings storage and memory together. */
  private async catchUp(): Promise<void> {
    for (const ending of this.unsettled.values()) {
      if (!this.inFlight.has(ending.attempt.id)) await this.settle(ending);
    }
    if (this.isStale) {
      this.isStale = false;
      await this.read().catch((error: unknown) => {
        this.isStale = true;
        throw error;
      });
    }
    const claimant = this.claimant(this.runtime.clock.now());
    const old = [...this.entries.values()].filter((entry) => this.isOld(entry, claimant));
    for (const { id } of old) {
      const { storage } = this.runtime;
      const dead = await storage.revise(id, (row) => expired(row, claimant, this.options));
      this.keep(id, dead);
      // It is not what it was taken for.
      if (dead === undefined) this.refresh();
    }
  }

  private async read(): Promise<void> {
    const { entries, isPaused } = await this.runtime.storage.list(this.drainer.identity);
    this.entries.clear();
    for (const entry of entries) this.entries.set(entry.id, entry);
    this.isPaused = isPaused;
    this.observer.listed(entries, isPaused);
  }

  private isOld(entry: OutboxEntry, claimant: OutboxClaimant): boolean {
    return !this.inFlight.has(entry.id) && expired(entry, claimant, this.options) !== undefined;
  }

  /** Sends what may go. @returns epoch milliseconds of the next look */
  private launch(): number {
    const now = this.runtime.clock.now();
    const { ready, nextAt = Infinity } = planOutbox(this.entries.values(), this.claimant(now));
    let wakeAt = Math.min(nextAt, this.nextExpiry());
    for (const entry of ready) {
      if (this.inFlight.has(entry.id)) continue;
      // Whoever ends next pokes.
      if (this.inFlight.size >= this.options.concurrency) break;
      const paced = this.gate.readyAt(now);
      if (paced > now) {
        wakeAt = Math.min(wakeAt, paced);
        break;
      }
      const admittedAt = this.admit(entry, now);
      if (admittedAt > now) {
        wakeAt = Math.min(wakeAt, admittedAt);
        continue;
      }
      this.gate.began(now);
      void this.deliver(entry);
    }
    return wakeAt;
  }

  private nextExpiry(): number {
    let first = Infinity;
    for (const { state, since } of this.entries.values()) {
      if (state === 'waiting') first = Math.min(first, since + this.options.maxAge);
    }
    return first;
  }

  private admit(entry: OutboxEntry, now: number): number {
    const held = this.gate.heldUntil(entry);
    return held > now ? held : this.runtime.admit(entry, now);
  }

  private async deliver({ id }: OutboxEntry): Promise<void> {
    const { runtime } = this;
    const controller = runtime.abortController();
    this.inFlight.set(id, controller);
    try {
      const attempt = await runtime.storage.revise(id, (row, isHead) => {
        const now = runtime.clock.now();
        return this.isStopped ? undefined : claimed(row, isHead, this.claimant(now));
      });
      this.keep(id, attempt);
      if (attempt === undefined || attempt === null) {
        // Somebody else was faster, or it is gone.
        this.isStale = true;
        return;
      }
      const ending = await this.attempt(attempt, controller);
      this.unsettled.set(id, ending);
      await this.settle(ending);
    } catch (error) {
      this.trouble(error);
    } finally {
      this.inFlight.delete(id);
      if (!this.isStopped && !this.hasTrouble) this.poke();
    }
  }

  private async attempt(
    attempt: OutboxEntry,
    controller: AbortControllerLike<AbortSignalLike>,
  ): Promise<Ending> {
    const { clock, random } = this.runtime;
    const until = attempt.claim?.until ?? 0;
    // Whoever was put to sleep since it has claimed does not send any more.
    if (this.isStopped || clock.now() >= until) {
      const answer = { kind: 'refused', reason: 'out of time' } as const;
      const next = settled(attempt, answer, clock.now(), this.options, random);
      return { attempt, next, status: 0 };
    }
    const cancelTerm = clock.schedule(until, () => {
      controller.abort();
    });
    const answer = await this.runtime.send(attempt, controller.signal);
    cancelTerm();
    this.gate.learn(attempt, answer, clock.now());
    const next = settled(attempt, answer, clock.now(), this.options, random);
    const status = answer.kind === 'answered' ? answer.status : 0;
    if (answer.kind !== 'answered' || next?.state !== 'conflict') return { attempt, next, status };
    const resolution = await this.decide(attempt, answer);
    return { attempt, next: resolved(next, resolution, clock.now()), status };
  }

  private async decide(
    attempt: OutboxEntry,
    answer: OutboxAnswer & { readonly kind: 'answered' },
  ): Promise<OutboxResolution> {
    try {
      return await this.runtime.resolve(attempt, answer);
    } catch {
      return { do: 'keep' };
    }
  }

  /** Writes down what came of an attempt, unless it has been taken over: then it is another's to say. */
  private async settle(ending: Ending): Promise<void> {
    const { attempt, next, status } = ending;
    const written = await this.runtime.storage.revise(attempt.id, (row) =>
      isSameAttempt(row, attempt) ? next : undefined,
    );
    this.unsettled.delete(attempt.id);
    if (written === undefined) this.isStale = true;
    else if (written === null) {
      this.entries.delete(attempt.id);
      const how = judgeOutboxStatus(status) === 'sent' ? 'sent' : 'dropped';
      this.observer.ended(attempt, how, status);
    } else this.keep(attempt.id, written);
  }

  private keep(id: string, entry: OutboxEntry | null | undefined): void {
    if (entry === undefined || entry === null) return;
    this.entries.set(id, entry);
    this.observer.changed(entry);
  }

  private trouble(error: unknown): void {
    this.hasTrouble = true;
    if (this.isStopped) return;
    this.observer.troubled(error);
    this.wakeAt(this.runtime.clock.now() + AFTER_TROUBLE);
  }

  private wakeAt(at: number): void {
    const { clock } = this.runtime;
    if (this.isStopped || at === Infinity) return;
    if (at - clock.now() > UNDER_WAY && !this.runtime.isVisible()) return;
    this.cancelTimer?.();
    this.cancelTimer = clock.schedule(at, () => {
      this.poke();
    });
  }

  private claimant(now: number): OutboxClaimant {
    const { owner, isAlone } = this.drainer;
    return { owner, isAlone, now, term: this.options.term };
  }
}
