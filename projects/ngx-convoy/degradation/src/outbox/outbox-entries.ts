import { computed, type Signal } from '@angular/core';
import {
  patchState,
  signalStore,
  type,
  withComputed,
  withMethods,
  withProps,
  withState,
} from '@ngrx/signals';
import { removeEntity, setAllEntities, setEntity, withEntities } from '@ngrx/signals/entities';
import type { OutboxEntry } from 'ngx-convoy/core';
import type { OutboxStatus } from './outbox-event';

/** How many of those that left the queue are remembered by this tab. */
const REMEMBERED = 200;

/** What a tab knows of the queue beside its entries. */
export interface OutboxView {
  /** How entries left the queue, by id; the oldest first. */
  readonly endings: ReadonlyMap<string, 'sent' | 'dropped'>;
  readonly isPaused: boolean;
  /** In words; empty while all is well. */
  readonly trouble: string;
  readonly unreadable: number;
  readonly isLeader: boolean;
  /** What the browser knows of the network; `true` proves nothing. */
  readonly isOnline: boolean;
}

const AT_FIRST: OutboxView = {
  endings: new Map(),
  isPaused: false,
  trouble: '',
  unreadable: 0,
  isLeader: false,
  isOnline: true,
};

/**
 * The outbox of whoever is signed in, as all tabs see it: what lists show. {@link Outbox} steers it.
 *
 * @usageNotes
 * ```ts
 * protected readonly outbox = inject(OutboxEntries);
 * // @if (outbox.waiting() > 0) { {{ outbox.waiting() }} changes will be sent when you are back online }
 * ```
 */
export const OutboxEntries = /* @__PURE__ */ signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<OutboxEntry>() }),
  withState(AT_FIRST),
  withComputed(({ entities }) => {
    const line = computed(() => [...entities()].sort((one, other) => one.seq - other.seq));
    return {
      /** All of them, in the order of the line. */
      line,
      /** How many are on their way: waiting or being sent. */
      waiting: computed(
        () => entities().filter(({ state }) => state === 'waiting' || state === 'sending').length,
      ),
      /** Given up: somebody has to retry or drop them. */
      dead: computed(() => line().filter(({ state }) => state === 'dead')),
      /** Somebody has to decide. */
      conflicts: computed(() => line().filter(({ state }) => state === 'conflict')),
      /** Epoch milliseconds since which the oldest is there; `undefined` while it is empty. */
      oldestSince: computed(() =>
        entities().reduce<number | undefined>(
          (oldest, { enqueuedAt }) => Math.min(oldest ?? Infinity, enqueuedAt),
          undefined,
        ),
      ),
    };
  }),
  withProps((store) => ({
    /** @internal */
    statusOf: (id: string): Signal<OutboxStatus> =>
      computed(() => store.entityMap()[id]?.state ?? store.endings().get(id) ?? 'unknown'),
  })),
  withMethods((store) => ({
    /** @internal */
    show(entries: readonly OutboxEntry[], isPaused: boolean): void {
      patchState(store, setAllEntities([...entries]), { isPaused });
    },
    /** @internal */
    put(entry: OutboxEntry): void {
      patchState(store, setEntity(entry));
    },
    /** @internal */
    end(id: string, how: 'sent' | 'dropped'): void {
      const endings = [...store.endings(), [id, how] as const].slice(-REMEMBERED);
      patchState(store, removeEntity(id), { endings: new Map(endings) });
    },
    /** @internal */
    set(view: Partial<OutboxView>): void {
      patchState(store, view);
    },
  })),
);

/** An instance of {@link OutboxEntries}, for signatures. */
export type OutboxEntries = InstanceType<typeof OutboxEntries>;
