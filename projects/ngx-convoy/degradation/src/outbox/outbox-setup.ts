import { InjectionToken } from '@angular/core';
import {
  requireName,
  requireOneOf,
  resolveOutboxOptions,
  type OutboxEntry,
  type OutboxOptions,
  type ResolvedOutboxOptions,
} from 'ngx-convoy/core';
import type { OutboxBodies } from './body/outbox-bodies';

declare const ngDevMode: unknown;

/** A write that the server says is in conflict with what happened meanwhile. */
export interface OutboxConflict {
  readonly entry: OutboxEntry;
  /** 409 or 412. */
  readonly status: number;
  /** What was to be written. */
  readonly body: unknown;
  /** What the server said, parsed when it is JSON. */
  readonly answer: unknown;
}

/** What is done about a conflict: give the write up, leave it to the user, or send another body in its place. */
export type OutboxConflictDecision = 'drop' | 'keep' | { readonly retry: unknown };

/** What `withOutbox` takes. */
export interface OutboxSetup extends OutboxOptions {
  /** `indexed-db` survives the tab; `memory` does not, and is for tests. Default `indexed-db`. */
  readonly storage?: 'indexed-db' | 'memory' | undefined;
  /** Name of the database. Default: one for this app, by `TAB_SCOPE`. */
  readonly name?: string | undefined;
  /**
   * Who is signed in. It may read signals, and runs in an injection context. Writes belong to whoever made them: they are shown
   * and sent for nobody else, and wait until that person is back. Default: nobody is told apart.
   */
  readonly identity?: (() => string | undefined) | undefined;
  /** How bodies are stored. Default: as they are. `encryptedBodies()` encrypts them. */
  readonly bodies?: OutboxBodies | undefined;
  /**
   * Headers that are not stored, besides those of credentials (`Authorization`, `Cookie`, `X-Api-Key` and the like). The app's
   * own interceptors add them again when the write is sent.
   */
  readonly secretHeaders?: readonly string[] | undefined;
  /** Decides about 409 and 412. Runs in an injection context. Default: they are kept for the user. */
  readonly onConflict?:
    | ((conflict: OutboxConflict) => OutboxConflictDecision | Promise<OutboxConflictDecision>)
    | undefined;
}

/** {@link OutboxSetup}, checked, with every default filled in. */
export interface ResolvedOutboxSetup {
  readonly storage: 'indexed-db' | 'memory';
  /** `undefined` for the default. */
  readonly name: string | undefined;
  /** Empty when nobody is told apart. */
  readonly identity: () => string;
  readonly bodies: OutboxBodies | undefined;
  /** In lower case. */
  readonly secretHeaders: ReadonlySet<string>;
  readonly onConflict: (conflict: OutboxConflict) => Promise<OutboxConflictDecision>;
  readonly drain: ResolvedOutboxOptions;
}

/** The outbox of this app; provided by `withOutbox`. */
export const OUTBOX = /* @__PURE__ */ new InjectionToken<ResolvedOutboxSetup>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OUTBOX' : '',
);

/** Credentials, and what each attempt gets anew. */
const NEVER_STORED: readonly string[] = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-api-key',
  'x-auth-token',
  'x-csrf-token',
  'x-xsrf-token',
  'traceparent',
  'tracestate',
  'baggage',
  'x-trace-id',
  'x-span-id',
  'x-parent-span-id',
  'x-request-id',
];

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveOutbox(setup: OutboxSetup = {}): ResolvedOutboxSetup {
  const { storage = 'indexed-db', name, secretHeaders = [] } = setup;
  const { identity, bodies, onConflict } = setup;
  return {
    storage: requireOneOf('outbox.storage', storage, ['indexed-db', 'memory']),
    name: name === undefined ? undefined : requireName('outbox.name', name),
    identity: () => identity?.() ?? '',
    bodies,
    secretHeaders: new Set([...NEVER_STORED, ...secretHeaders.map((each) => each.toLowerCase())]),
    onConflict: async (conflict) =>
      onConflict === undefined ? 'keep' : await onConflict(conflict),
    drain: resolveOutboxOptions(setup),
  };
}
