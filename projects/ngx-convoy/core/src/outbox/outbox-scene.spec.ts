import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { MemoryOutboxStorage } from './memory-outbox-storage';
import type { OutboxAnswer } from './outbox-answer';
import { OutboxDrain } from './outbox-drain';
import type { OutboxDraft, OutboxEntry } from './outbox-entry';
import type { OutboxResolution } from './outbox-moves';
import { resolveOutboxOptions, type OutboxOptions } from './outbox-options';
import type { OutboxChange, OutboxContents, OutboxStorage } from './outbox-storage';

/** What happens to one request. */
export type Fate =
  | 'ok'
  /** It arrives, and the answer does not. */
  | 'lost'
  /** It does not arrive. */
  | 'unreachable'
  /** It arrives, and nobody ever answers. */
  | 'hang'
  /** Our own circuit is open. */
  | 'refused'
  | { readonly status: number; readonly retryAfter?: number };

/** A storage that stops for ever at one of its operations, as a tab does that dies there. */
export class MortalStorage implements OutboxStorage {
  operations = 0;
  /** Which operation is the last, and whether it is still carried out. */
  dieAt = Infinity;
  how: 'before' | 'after' = 'before';
  /** How many of the next operations fail. */
  failures = 0;
  isDead = false;
  /** Called when an operation is through and nobody has heard of it yet. */
  passed: (() => void) | undefined;

  constructor(private readonly inner: OutboxStorage) {}

  add(draft: OutboxDraft, capacity: number, now: number): Promise<OutboxEntry> {
    return this.operate(() => this.inner.add(draft, capacity, now));
  }

  list(identity: string): Promise<OutboxContents> {
    return this.operate(() => this.inner.list(identity));
  }

  revise(id: string, change: OutboxChange): Promise<OutboxEntry | null | undefined> {
    return this.operate(() => this.inner.revise(id, change));
  }

  pause(identity: string, isPaused: boolean): Promise<void> {
    return this.operate(() => this.inner.pause(identity, isPaused));
  }

  private async operate<T>(operation: () => Promise<T>): Promise<T> {
    this.operations += 1;
    if (this.isDead || (this.operations === this.dieAt && this.how === 'before')) {
      return this.die();
    }
    await Promise.resolve();
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('the storage is out of order');
    }
    const result = await operation();
    this.passed?.();
    await Promise.resolve();
    if (this.operations >= this.dieAt) return this.die();
    return result;
  }

  private die<T>(): Promise<T> {
    this.isDead = true;
    return new Promise(() => undefined);
  }
}

/** A server that acts once for each key, and writes down what it did. */
export class RecordingServer {
  /** Idempotency keys in the order of their effects. */
  readonly effects: string[] = [];
  readonly requests: OutboxEntry[] = [];
  /** What happens to the next requests; afterwards all is well. */
  fates: Fate[] = [];

  /** @returns the answer; `undefined` when none ever comes */
  receive(entry: OutboxEntry): OutboxAnswer | undefined {
    const fate = this.fates.shift() ?? 'ok';
    if (fate === 'refused') return { kind: 'refused', reason: 'circuit open' };
    this.requests.push(entry);
    if (fate === 'unreachable') return { kind: 'unanswered', reason: 'no answer' };
    if (typeof fate === 'object') return { kind: 'answered', ...fate };
    if (!this.effects.includes(entry.idempotencyKey)) this.effects.push(entry.idempotencyKey);
    if (fate === 'hang') return undefined;
    return fate === 'lost'
      ? { kind: 'unanswered', reason: 'no answer' }
      : { kind: 'answered', status: 201 };
  }
}

/** A queue, its server, and the tabs that drain it, one after the other. */
export class OutboxScene {
  readonly clock = new ManualClock();
  readonly server = new RecordingServer();
  readonly stored = new MemoryOutboxStorage();
  readonly options;
  storage = new MortalStorage(this.stored);
  drain: OutboxDrain | undefined;
  isOnline = true;
  isVisible = true;
  /** What to do about conflicts. */
  resolve: (entry: OutboxEntry) => OutboxResolution = () => ({ do: 'keep' });
  admitAt: number | undefined;
  /** Ids of what is being sent by whoever is alive. */
  readonly underWay: string[] = [];
  /** Whether one entry was ever sent twice at once. */
  hasDoubled = false;
  readonly ended: string[] = [];
  readonly troubles: unknown[] = [];
  seen: readonly OutboxEntry[] = [];
  private lives = 0;
  private drafts = 0;
  private readonly random;

  constructor(options: OutboxOptions = {}, seed = 1) {
    this.options = resolveOutboxOptions(options);
    this.random = seededRandom(seed);
  }

  /** A tab begins to lead. */
  lead(isAlone = true, identity = ''): OutboxDrain {
    this.lives += 1;
    const { storage, lives } = this;
    const isAlive = (): boolean => this.storage === storage;
    const drain = new OutboxDrain(
      { identity, owner: `tab ${lives}`, isAlone },
      this.options,
      {
        clock: this.clock,
        random: this.random,
        storage,
        abortController: () => new AbortController(),
        isOnline: () => this.isOnline,
        isVisible: () => this.isVisible,
        admit: (_entry, now) => this.admitAt ?? now,
        send: (entry, signal) => {
          if (this.underWay.includes(entry.id)) this.hasDoubled = true;
          this.underWay.push(entry.id);
          const answer = this.server.receive(entry);
          return new Promise((resolve) => {
            const end = (what: OutboxAnswer): void => {
              if (isAlive()) this.underWay.splice(this.underWay.indexOf(entry.id), 1);
              resolve(what);
            };
            if (answer === undefined) {
              signal.addEventListener('abort', () => end({ kind: 'unanswered', reason: 'cut' }));
            } else void Promise.resolve().then(() => end(answer));
          });
        },
        resolve: (entry) => Promise.resolve(this.resolve(entry)),
      },
      {
        listed: (entries) => (this.seen = entries),
        changed: () => undefined,
        ended: ({ id }, how) => this.ended.push(`${id} ${how}`),
        troubled: (error) => this.troubles.push(error),
      },
    );
    this.drain = drain;
    drain.poke();
    return drain;
  }

  /** The tab dies without a word, and the next one leads. */
  succeed(isAlone = true): OutboxDrain {
    this.storage.isDead = true;
    this.underWay.length = 0;
    this.storage = new MortalStorage(this.stored);
    return this.lead(isAlone);
  }

  /** @returns its id */
  async put(key: string, more: Partial<OutboxDraft> = {}): Promise<string> {
    this.drafts += 1;
    const id = more.id ?? `${key}${this.drafts}`;
    const entry = await this.stored.add(
      {
        id,
        identity: '',
        key,
        idempotencyKey: `key of ${id}`,
        method: 'POST',
        url: '/comments',
        service: 'moderation',
        headers: {},
        withCredentials: false,
        body: { text: id },
        attempts: 0,
        wait: 0,
        ...more,
      },
      this.options.capacity,
      this.clock.now(),
    );
    this.drain?.added(entry);
    return id;
  }

  /** Everything happens that needs no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
  }

  /** @param ms milliseconds, in steps that let everything happen in between */
  async pass(ms: number, step = 100): Promise<void> {
    await this.settle();
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.advance(Math.min(step, ms - passed));
      await this.settle();
    }
  }

  async all(identity = ''): Promise<readonly OutboxEntry[]> {
    return (await this.stored.list(identity)).entries;
  }

  async entry(id: string): Promise<OutboxEntry | undefined> {
    return (await this.all()).find((each) => each.id === id);
  }
}
