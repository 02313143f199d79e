import { HttpClient } from '@angular/common/http';
import { DestroyRef, DOCUMENT, effect, inject, Service, signal, untracked } from '@angular/core';
import { CLOCK, RANDOM, TabChannel } from 'ngx-convoy';
import {
  SagaExecution,
  type Cancel,
  type SagaDefinition,
  type SagaEvent,
  type SagaRecord,
  type SagaRuntime,
} from 'ngx-convoy/core';
import { classifyHttpFailure } from '../http/classify-http-failure';
import { httpClientSagaHttp } from '../http/http-client-saga-http';
import { JournalHealth } from '../journal/journal-health';
import { SagaStorage } from '../journal/saga-storage';
import { browserNetwork } from './browser-network';
import { RunModel } from './run-model';
import { isSagaNews, type SagaNews } from './saga-news';
import { hasEnded, SagaRuns } from './saga-runs';
import { SAGAS } from './sagas-options';

/** Milliseconds until a run is taken up again whose journal could not be written. */
const AGAIN = 5_000;
/** Runs in these states take one of the places that `concurrency` gives. */
const ACTIVE: readonly SagaRecord['status'][] = ['pending', 'running', 'compensating'];
/** What tells a page that time may have passed without it. */
const WAKE_EVENTS: readonly string[] = ['visibilitychange', 'resume', 'online', 'pageshow'];

/**
 * Executes runs in one tab of the browser, and lets all of them watch.
 *
 * Every tab may start a run and send it commands: these stand in the journal. The tab that holds the lock carries them out; when it
 * goes away, the next one does.
 */
@Service()
export class SagaHost {
  private readonly options = inject(SAGAS);
  private readonly storage = inject(SagaStorage);
  private readonly health = inject(JournalHealth);
  private readonly runs = inject(SagaRuns);
  private readonly clock = inject(CLOCK);
  private readonly document = inject(DOCUMENT);
  private readonly http = inject(HttpClient);
  private readonly random = inject(RANDOM);

  private readonly definitions = new Map<string, SagaDefinition>(
    this.options.definitions.map((each) => [keyOf(each.name, each.version), each]),
  );
  private readonly models = new Map<string, RunModel>();
  private readonly executions = new Map<string, SagaExecution>();
  private readonly queue = new Set<string>();
  private channel: TabChannel<SagaNews> | undefined;
  private letGo: Cancel | undefined;
  private cancelRetry: Cancel | undefined;
  private readonly leading = signal(false);
  private readonly claiming = new Set<string>();
  private readonly refreshing = new Set<string>();
  private isPresent = false;
  /** Counts the times that it entered: what an earlier time has begun does not matter any more. */
  private generation = 0;

  /** Whose runs are executed and shown. */
  scope: string | undefined;
  /** Whether it is this tab that executes runs. */
  readonly isRunner = this.leading.asReadonly();

  constructor() {
    const view = this.document.defaultView;
    const wake = (event: Event): void => this.wake(event.type === 'pageshow');
    for (const event of WAKE_EVENTS) {
      view?.addEventListener(event, wake);
      this.document.addEventListener(event, wake);
    }
    // A newer tab has the journal: it is to have the lock too.
    effect(() => {
      if (this.health.current().state === 'superseded') untracked(() => this.leave());
    });
    const hide = (): void => this.hide();
    view?.addEventListener('pagehide', hide);
    inject(DestroyRef).onDestroy(() => {
      for (const event of WAKE_EVENTS) {
        view?.removeEventListener(event, wake);
        this.document.removeEventListener(event, wake);
      }
      view?.removeEventListener('pagehide', hide);
      this.leave();
    });
  }

  /** Somebody has signed in, or out: their runs, and nobody else's, are executed from now on. */
  become(scope: string | undefined): void {
    if (this.isPresent && scope === this.scope) return;
    this.leave();
    this.scope = scope;
    this.models.clear();
    this.runs.clear();
    this.enter();
  }

  definitionOf(saga: string, version: number): SagaDefinition | undefined {
    return this.definitions.get(keyOf(saga, version));
  }

  /** What this tab knows of a run. */
  model(id: string, shape?: readonly string[]): RunModel {
    const known = this.models.get(id);
    if (known !== undefined) return known;
    const model = new RunModel(id, shape);
    this.models.set(id, model);
    return model;
  }

  /** A run was added to the journal by this tab. */
  added(record: SagaRecord, first: SagaEvent): void {
    this.model(record.id).replace({ record, events: [first] });
    this.runs.put([record]);
    this.storage.askToPersist();
    this.channel?.tell({ kind: 'new', run: record.id });
    this.enqueue(record.id);
  }

  /** A command for a run was added to the journal by this tab. */
  commanded(id: string): void {
    this.channel?.tell({ kind: 'command', run: id });
    this.hear({ kind: 'command', run: id });
  }

  /** Brings what this tab shows of a run up to date. */
  async refresh(id: string): Promise<void> {
    const history = await this.storage.journal.read(id).catch(() => undefined);
    if (history === undefined || history.record.scope !== this.scope) return;
    this.model(id).replace(history);
    this.runs.put([history.record]);
  }

  private enter(): void {
    this.isPresent = true;
    const { name } = this.options;
    const scoped = `${name}:sagas:${this.scope ?? ''}`;
    const generation = ++this.generation;
    if (this.storage.isShared)
      this.channel = new TabChannel(scoped, isSagaNews, (news) => this.hear(news));
    this.letGo = this.storage.lock.acquire(
      scoped,
      () => {
        if (generation === this.generation) this.lead();
      },
      () => {
        if (generation === this.generation) this.enterAgain();
      },
    );
    void this.show(generation);
  }

  /** Whatever runs here is stopped, and this tab stands in line again. */
  private enterAgain(): void {
    this.leave();
    this.enter();
  }

  private leave(): void {
    this.isPresent = false;
    this.generation += 1;
    this.leading.set(false);
    this.queue.clear();
    for (const execution of this.executions.values()) execution.stop();
    this.executions.clear();
    this.cancelRetry?.();
    this.letGo?.();
    this.letGo = undefined;
    this.channel?.close();
    this.channel = undefined;
  }

  private lead(): void {
    this.leading.set(true);
    void this.scan(this.generation);
  }

  /** Fills the list. */
  private async show(generation: number): Promise<void> {
    const records = await this.ownRecords();
    if (generation === this.generation) this.runs.put(records);
  }

  /** Takes up every run that is open, and forgets those that ended long ago. */
  private async scan(generation: number): Promise<void> {
    const records = await this.ownRecords();
    if (generation !== this.generation) return;
    const old = this.clock.now() - this.options.keepEnded;
    const forgotten = records.filter((each) => hasEnded(each.status) && each.updatedAt < old);
    for (const { id, status } of records) if (!hasEnded(status)) this.enqueue(id);
    if (forgotten.length === 0) return;
    const ids = forgotten.map(({ id }) => id);
    await this.storage.journal.remove(ids).catch(() => undefined);
    this.runs.remove(ids);
  }

  private async ownRecords(): Promise<readonly SagaRecord[]> {
    const records = await this.storage.journal.list().catch(() => []);
    return records.filter(({ scope }) => scope === this.scope);
  }

  private hear({ kind, run, record }: SagaNews): void {
    const execution = this.executions.get(run);
    if (record !== undefined && record.scope === this.scope) this.runs.put([record]);
    if (kind === 'command') {
      if (execution === undefined) this.enqueue(run);
      else execution.poke();
      return;
    }
    if (kind === 'new') this.enqueue(run);
    if (execution === undefined && (kind === 'new' || this.models.has(run))) {
      void this.refreshSoon(run);
    }
  }

  /** Much news at once is one look at the journal. */
  private async refreshSoon(id: string): Promise<void> {
    if (this.refreshing.has(id)) return;
    this.refreshing.add(id);
    await Promise.resolve();
    this.refreshing.delete(id);
    await this.refresh(id);
  }

  private enqueue(id: string): void {
    if (!this.leading()) return;
    if (!this.executions.has(id)) this.queue.add(id);
    this.dequeue();
  }

  private dequeue(): void {
    for (const id of this.queue) {
      if (this.activeCount() >= this.options.concurrency) return;
      this.queue.delete(id);
      void this.execute(id, this.generation);
    }
  }

  /** Runs that wait for somebody or for a time take nobody's place. */
  private activeCount(): number {
    const active = [...this.executions.keys()].filter((id) => {
      return ACTIVE.includes(this.models.get(id)?.record()?.status ?? 'pending');
    });
    return active.length + this.claiming.size;
  }

  private async execute(id: string, generation: number): Promise<void> {
    const { journal } = this.storage;
    this.claiming.add(id);
    const claimed = await journal.claim(id).catch(() => 'unavailable' as const);
    this.claiming.delete(id);
    if (generation !== this.generation || claimed === undefined) return;
    if (claimed === 'unavailable') {
      this.retryLater();
      return;
    }
    const { record } = claimed;
    if (record.scope !== this.scope || hasEnded(record.status)) return;
    const model = this.model(id);
    model.replace(claimed);
    const execution = new SagaExecution(
      this.definitionOf(record.saga, record.version),
      claimed,
      this.runtime(),
      {
        changed: (changed, events) => this.publish(model, changed, events),
        journal: (state) => this.health.set(state === 'ok' ? 'ready' : state),
      },
    );
    this.executions.set(id, execution);
    const stop = await execution.run();
    if (this.executions.get(id) === execution) this.executions.delete(id);
    if (generation !== this.generation) return;
    if (stop.kind === 'journal-failed') this.retryLater();
    if (stop.kind === 'fenced') void this.refresh(id);
    this.dequeue();
  }

  private publish(model: RunModel, record: SagaRecord, events: readonly SagaEvent[]): void {
    model.extend(record, events);
    this.runs.put([record]);
    this.channel?.tell({ kind: 'changed', run: record.id, record });
    this.dequeue();
  }

  private runtime(): SagaRuntime {
    const { clock, random } = this;
    const view = this.document.defaultView ?? window;
    return {
      clock,
      random,
      journal: this.storage.journal,
      network: browserNetwork(view),
      abortController: () => new AbortController(),
      http: (call) => httpClientSagaHttp(this.http, call),
      classify: (error) => classifyHttpFailure(error, clock.now()),
    };
  }

  private retryLater(): void {
    this.cancelRetry?.();
    const { generation } = this;
    this.cancelRetry = this.clock.schedule(this.clock.now() + AGAIN, () => {
      if (generation === this.generation) void this.scan(generation);
    });
  }

  private wake(isShown: boolean): void {
    // Back from the back/forward cache, where it had let go.
    if (isShown && !this.isPresent) this.enter();
    for (const execution of this.executions.values()) execution.poke();
  }

  /** A page that holds a lock cannot be kept for the back button: one that executes nothing need not hold it. */
  private hide(): void {
    if (this.activeCount() === 0) this.leave();
  }
}

function keyOf(saga: string, version: number): string {
  return `${saga} ${version}`;
}
