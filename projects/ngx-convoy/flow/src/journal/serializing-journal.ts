import type {
  ClaimedSaga,
  PostedSagaCommand,
  SagaAppend,
  SagaCommand,
  SagaEvent,
  SagaHistory,
  SagaJournal,
  SagaRecord,
} from 'ngx-convoy/core';

/** Where a value stands that is written to the journal. */
export interface SagaValuePlace {
  readonly saga: string;
  readonly kind: 'input' | 'output' | 'signal' | 'result';
  /** The step or signal; `undefined` for the input and the result of the run. */
  readonly name: string | undefined;
}

/**
 * Decides what of an app's data is written to the journal, and how: leave out what is private, or encrypt it.
 *
 * What `decode` gives back is all that a resumed run knows: leave out only what no later step needs.
 */
export interface SagaSerializer {
  encode(value: unknown, place: SagaValuePlace): unknown;
  decode(value: unknown, place: SagaValuePlace): unknown;
}

type Direction = 'encode' | 'decode';

/** A journal whose values pass through a serializer, which may be asynchronous. */
export class SerializingJournal implements SagaJournal {
  constructor(
    private readonly inner: SagaJournal,
    private readonly serializer: SagaSerializer,
  ) {}

  async create(record: SagaRecord, first: SagaEvent): Promise<SagaRecord | undefined> {
    return this.inner.create(record, await this.event(record.saga, first, 'encode'));
  }

  async claim(id: string): Promise<ClaimedSaga | undefined> {
    const claimed = await this.inner.claim(id);
    if (claimed === undefined) return undefined;
    const { saga } = claimed.record;
    return {
      ...claimed,
      events: await this.events(saga, claimed.events, 'decode'),
      commands: await this.posted(saga, claimed.commands),
    };
  }

  async append(append: SagaAppend): Promise<void> {
    const events = await this.events(append.record.saga, append.events, 'encode');
    return this.inner.append({ ...append, events });
  }

  async post(id: string, command: SagaCommand): Promise<boolean> {
    if (command.type !== 'signal') return this.inner.post(id, command);
    const saga = (await this.inner.read(id))?.record.saga;
    if (saga === undefined) return false;
    const payload = await this.value(saga, 'signal', command.name, command.payload, 'encode');
    return this.inner.post(id, { ...command, payload });
  }

  async commands(id: string): Promise<readonly PostedSagaCommand[]> {
    const posted = await this.inner.commands(id);
    const saga = posted.length === 0 ? undefined : (await this.inner.read(id))?.record.saga;
    return saga === undefined ? [] : this.posted(saga, posted);
  }

  async read(id: string): Promise<SagaHistory | undefined> {
    const history = await this.inner.read(id);
    if (history === undefined) return undefined;
    const { record, events } = history;
    return { record, events: await this.events(record.saga, events, 'decode') };
  }

  list(): Promise<readonly SagaRecord[]> {
    return this.inner.list();
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.inner.remove(ids);
  }

  private events(
    saga: string,
    events: readonly SagaEvent[],
    direction: Direction,
  ): Promise<readonly SagaEvent[]> {
    return Promise.all(events.map((event) => this.event(saga, event, direction)));
  }

  private async event(saga: string, event: SagaEvent, direction: Direction): Promise<SagaEvent> {
    switch (event.type) {
      case 'started':
        return {
          ...event,
          input: await this.value(saga, 'input', undefined, event.input, direction),
        };
      case 'entered':
        return {
          ...event,
          input: await this.value(saga, 'input', event.step, event.input, direction),
        };
      case 'done':
        return {
          ...event,
          output: await this.value(saga, 'output', event.step, event.output, direction),
        };
      case 'signal':
        return {
          ...event,
          payload: await this.value(saga, 'signal', event.name, event.payload, direction),
        };
      case 'completed':
        return {
          ...event,
          output: await this.value(saga, 'result', undefined, event.output, direction),
        };
      default:
        return event;
    }
  }

  private posted(
    saga: string,
    posted: readonly PostedSagaCommand[],
  ): Promise<readonly PostedSagaCommand[]> {
    return Promise.all(
      posted.map(async ({ id, command }) => {
        if (command.type !== 'signal') return { id, command };
        const payload = await this.value(saga, 'signal', command.name, command.payload, 'decode');
        return { id, command: { ...command, payload } };
      }),
    );
  }

  private async value(
    saga: string,
    kind: SagaValuePlace['kind'],
    name: string | undefined,
    value: unknown,
    direction: Direction,
  ): Promise<unknown> {
    return await this.serializer[direction](value, { saga, kind, name });
  }
}
