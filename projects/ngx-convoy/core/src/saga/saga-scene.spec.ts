import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import type { AbortControllerLike, AbortSignalLike } from '../pipeline/abort-signal';
import { MemoryJournal } from './memory-journal';
import type { SagaDefinition } from './saga-definition';
import type { SagaCommand, SagaEvent } from './saga-event';
import { SagaExecution, type SagaStop } from './saga-execution';
import { BusinessError, classifySagaError, TechnicalError } from './saga-failure';
import type { SagaHttp } from './saga-http';
import type {
  ClaimedSaga,
  PostedSagaCommand,
  SagaAppend,
  SagaHistory,
  SagaJournal,
  SagaRecord,
} from './saga-journal';
import type { SagaCall, SagaRuntime } from './saga-runtime';
import { SagaState } from './saga-state';

/** What happens to one request. `late`: it has its effect when the spec says so, long after the answer was given up. */
export type Fate = 'ok' | 'refused' | 'unavailable' | 'lost' | 'hang' | 'late';

/** Participants that keep the three TCC rules, and count what happened to them. */
export class Participants {
  /** Keys that took effect and were not undone. */
  readonly effects = new Map<string, unknown>();
  /** Keys that were undone, whether or not they had arrived. */
  readonly tombstones = new Set<string>();
  /** How often a key took effect: never more than once. */
  readonly applied = new Map<string, number>();
  readonly requests: string[] = [];
  private readonly late: (() => void)[] = [];

  constructor(private readonly fateOf: (request: string) => Fate) {}

  /** What was under way for long arrives now. */
  deliverLate(): void {
    for (const arrive of this.late.splice(0)) arrive();
  }

  async serve(method: string, call: SagaCall, url: string): Promise<unknown> {
    const request = `${method} ${url} ${call.key}`;
    this.requests.push(request);
    const fate = this.fateOf(request);
    if (fate === 'unavailable') throw new TechnicalError('503');
    if (fate === 'refused' && method === 'POST' && !this.applied.has(call.key)) {
      throw new BusinessError('no', 'refused');
    }
    if (fate === 'late') {
      this.late.push(() => void this.take(method, call, url));
      throw new Error('no answer');
    }
    const answer = this.take(method, call, url);
    if (fate === 'lost') throw new Error('the answer was lost');
    if (fate === 'hang') await new Promise<never>(() => undefined);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  private take(method: string, { key }: SagaCall, url: string): unknown {
    if (method === 'POST') {
      if (this.tombstones.has(key)) return new BusinessError('undone before', 'undone');
      if (!this.applied.has(key)) {
        this.applied.set(key, 1);
        this.effects.set(key, `answer to ${key}`);
      }
      return this.effects.get(key);
    }
    const target = decodeURIComponent(url.split('/by-key/')[1] ?? '');
    if (method === 'GET') {
      return this.effects.get(target) ?? new BusinessError('not found', 'not-found');
    }
    this.tombstones.add(target);
    this.effects.delete(target);
    return 'undone';
  }
}

/** A journal in front of another, of which a spec changes what it is about. */
export class JournalInFront implements SagaJournal {
  constructor(protected readonly inner: SagaJournal) {}

  create(record: SagaRecord, first: SagaEvent): Promise<SagaRecord | undefined> {
    return this.inner.create(record, first);
  }
  claim(id: string): Promise<ClaimedSaga | undefined> {
    return this.inner.claim(id);
  }
  append(append: SagaAppend): Promise<void> {
    return this.inner.append(append);
  }
  post(id: string, command: SagaCommand): Promise<boolean> {
    return this.inner.post(id, command);
  }
  commands(id: string): Promise<readonly PostedSagaCommand[]> {
    return this.inner.commands(id);
  }
  read(id: string): Promise<SagaHistory | undefined> {
    return this.inner.read(id);
  }
  list(): Promise<readonly SagaRecord[]> {
    return this.inner.list();
  }
  remove(ids: readonly string[]): Promise<void> {
    return this.inner.remove(ids);
  }
}

/** A journal on which a spec decides at which write a tab dies. */
class MortalJournal extends JournalInFront {
  isDead = false;

  constructor(
    inner: SagaJournal,
    private readonly onAppend: (append: SagaAppend, phase: 'before' | 'after') => boolean,
  ) {
    super(inner);
  }

  override async append(append: SagaAppend): Promise<void> {
    await this.dieIf(this.onAppend(append, 'before'));
    await super.append(append);
    await this.dieIf(this.onAppend(append, 'after'));
  }

  private async dieIf(dies: boolean): Promise<void> {
    if (dies) this.isDead = true;
    if (this.isDead) await new Promise<never>(() => undefined);
  }
}

/** One run, its participants, and the tabs that execute it one after the other. */
export class SagaScene {
  readonly clock = new ManualClock();
  readonly memory = new MemoryJournal();
  readonly random = seededRandom(1);
  readonly participants: Participants;
  readonly journalStates: string[] = [];
  isOnline = true;
  /** Replaces the journal that the next life writes to. */
  journal: SagaJournal = this.memory;
  onAppend: (append: SagaAppend, phase: 'before' | 'after') => boolean = () => false;
  current: SagaExecution | undefined;
  lastStop: SagaStop | undefined;
  hasDied = false;
  private readonly onlineListeners = new Set<() => void>();

  constructor(
    readonly definition: SagaDefinition | undefined,
    fateOf: (request: string) => Fate = () => 'ok',
    readonly input: unknown = {},
    shape: readonly string[] | undefined = definition?.shape,
  ) {
    this.participants = new Participants(fateOf);
    const now = this.clock.now();
    const record: SagaRecord = {
      id: 'r1',
      saga: definition?.name ?? 'gone',
      version: definition?.version ?? 1,
      scope: undefined,
      status: 'pending',
      seq: 1,
      epoch: 0,
      traceId: '0af7651916cd43dd8448eb211c80319c',
      createdAt: now,
      updatedAt: now,
      cause: undefined,
    };
    void this.memory.create(record, {
      type: 'started',
      input,
      shape: shape ?? [],
      seq: 0,
      at: now,
    });
  }

  /** Another tab takes the run over; the one before may still be alive and not know. */
  async live(definition = this.definition): Promise<SagaExecution> {
    const claimed = await this.memory.claim('r1');
    if (claimed === undefined) throw new Error('There is no such run.');
    const journal = new MortalJournal(this.journal, (append, phase) => {
      const dies = this.onAppend(append, phase);
      if (dies) this.hasDied = true;
      return dies;
    });
    const runtime: SagaRuntime = {
      clock: this.clock,
      random: this.random,
      journal,
      network: {
        isOnline: () => this.isOnline,
        whenOnline: (listener) => {
          this.onlineListeners.add(listener);
          return () => this.onlineListeners.delete(listener);
        },
      },
      abortController: () => new PlainAbortController(),
      http: (call) => this.http(call, journal),
      classify: classifySagaError,
    };
    this.hasDied = false;
    this.lastStop = undefined;
    const execution = new SagaExecution(definition, claimed, runtime, {
      changed: () => undefined,
      journal: (state) => this.journalStates.push(state),
    });
    this.current = execution;
    void execution.run().then((stop) => {
      if (this.current === execution) this.lastStop = stop;
    });
    await settle();
    return execution;
  }

  /** Starts, and lets time pass until nothing more happens by itself. */
  async runToEnd(): Promise<SagaState> {
    if (this.current === undefined) await this.live();
    await this.passUntilStill();
    return this.state();
  }

  async passUntilStill(): Promise<void> {
    for (let turn = 0; turn < 200 && this.lastStop === undefined; turn += 1) {
      await settle();
      if (this.clock.pending === 0 || this.hasDied) return;
      this.clock.advance(60_000);
    }
    await settle();
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settle();
  }

  async command(command: SagaCommand): Promise<void> {
    await this.memory.post('r1', command);
    this.current?.poke();
    await settle();
  }

  async goOnline(): Promise<void> {
    this.isOnline = true;
    for (const listener of [...this.onlineListeners]) listener();
    await settle();
  }

  async events(): Promise<readonly SagaEvent[]> {
    return (await this.memory.read('r1'))?.events ?? [];
  }

  async record(): Promise<SagaRecord> {
    const history = await this.memory.read('r1');
    if (history === undefined) throw new Error('There is no such run.');
    return history.record;
  }

  async state(): Promise<SagaState> {
    return new SagaState(await this.events());
  }

  async types(): Promise<readonly string[]> {
    return (await this.events()).map((event) =>
      'step' in event ? `${event.type} ${event.step}` : event.type,
    );
  }

  private http(call: SagaCall, journal: MortalJournal): SagaHttp {
    const send = async <T>(method: string, url: string): Promise<T> => {
      const answer = this.participants.serve(method, call, url);
      // A dead tab hears nothing.
      answer.catch(() => undefined);
      if (journal.isDead) return new Promise<never>(() => undefined);
      return (await answer) as T;
    };
    return {
      get: (url) => send('GET', url),
      post: (url) => send('POST', url),
      put: (url) => send('PUT', url),
      patch: (url) => send('PATCH', url),
      delete: (url) => send('DELETE', url),
    };
  }
}

class PlainAbortController implements AbortControllerLike<AbortSignalLike> {
  private readonly listeners = new Set<() => void>();
  readonly signal = {
    aborted: false,
    addEventListener: (_: 'abort', listener: () => void) => void this.listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => void this.listeners.delete(listener),
  };

  abort(): void {
    this.signal.aborted = true;
    for (const listener of this.listeners) listener();
  }
}

/** Promises that are under way come to their end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** Options of a step that posts to its participant and can take it back. */
export function effect(name: string): {
  readonly run: (context: { readonly http: SagaHttp }) => Promise<string>;
  readonly compensate: (context: {
    readonly http: SagaHttp;
    readonly stepKey: string;
  }) => Promise<unknown>;
} {
  return {
    run: ({ http }) => http.post<string>(`/${name}`, {}),
    compensate: ({ http, stepKey }) => http.delete(`/${name}/by-key/${stepKey}`),
  };
}
