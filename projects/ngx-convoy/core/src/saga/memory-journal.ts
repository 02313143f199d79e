import { SagaFencedError, SagaJournalLostError } from './saga-errors';
import type { SagaCommand, SagaEvent } from './saga-event';
import type {
  ClaimedSaga,
  PostedSagaCommand,
  SagaAppend,
  SagaHistory,
  SagaJournal,
  SagaRecord,
} from './saga-journal';

interface Entry {
  record: SagaRecord;
  readonly events: SagaEvent[];
  commands: PostedSagaCommand[];
}

/** A journal that lasts as long as its object: for tests, for servers that render, and for what need not survive. */
export class MemoryJournal implements SagaJournal {
  private readonly runs = new Map<string, Entry>();
  private nextCommand = 1;

  create(record: SagaRecord, first: SagaEvent): Promise<SagaRecord | undefined> {
    const known = this.runs.get(record.id);
    if (known === undefined) this.runs.set(record.id, { record, events: [first], commands: [] });
    return Promise.resolve(known?.record);
  }

  claim(id: string): Promise<ClaimedSaga | undefined> {
    const entry = this.runs.get(id);
    if (entry === undefined) return Promise.resolve(undefined);
    entry.record = { ...entry.record, epoch: entry.record.epoch + 1 };
    const { record, events, commands } = entry;
    return Promise.resolve({ record, events: [...events], commands });
  }

  append({ record, events, handled }: SagaAppend): Promise<void> {
    const entry = this.runs.get(record.id);
    if (entry === undefined) return Promise.reject(new SagaJournalLostError(record.id));
    if (entry.record.epoch !== record.epoch) return Promise.reject(new SagaFencedError(record.id));
    entry.record = record;
    entry.events.push(...events);
    entry.commands = entry.commands.filter(({ id }) => !handled.includes(id));
    return Promise.resolve();
  }

  post(id: string, command: SagaCommand): Promise<boolean> {
    const entry = this.runs.get(id);
    entry?.commands.push({ id: this.nextCommand++, command });
    return Promise.resolve(entry !== undefined);
  }

  commands(id: string): Promise<readonly PostedSagaCommand[]> {
    return Promise.resolve([...(this.runs.get(id)?.commands ?? [])]);
  }

  read(id: string): Promise<SagaHistory | undefined> {
    const entry = this.runs.get(id);
    return Promise.resolve(entry && { record: entry.record, events: [...entry.events] });
  }

  list(): Promise<readonly SagaRecord[]> {
    const records = [...this.runs.values()].map(({ record }) => record);
    return Promise.resolve(records.sort((a, b) => a.createdAt - b.createdAt));
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.runs.delete(id);
    return Promise.resolve();
  }
}
