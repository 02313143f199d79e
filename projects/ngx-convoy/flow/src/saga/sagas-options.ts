import { InjectionToken } from '@angular/core';
import {
  ConfigurationError,
  requireName,
  requireNumber,
  type SagaDefinition,
} from 'ngx-convoy/core';
import type { SagaSerializer } from '../journal/serializing-journal';

declare const ngDevMode: unknown;

/** How sagas are kept and executed. */
export interface SagasOptions {
  /**
   * `indexed-db` survives the tab; `memory` does not, and is for tests and for what need not. Default `indexed-db`.
   */
  readonly journal?: 'indexed-db' | 'memory' | undefined;
  /** Name of the database, and of what tabs share. Default `ngx-convoy`. */
  readonly name?: string | undefined;
  /**
   * Who is signed in. It may read signals, and runs in an injection context. Runs belong to whoever started them: they are seen and
   * resumed by nobody else, and wait until that person is back. Default: nobody is told apart.
   */
  readonly identity?: (() => string | undefined) | undefined;
  /** What of the app's data is written to the journal, and how. */
  readonly serializer?: SagaSerializer | undefined;
  /** How many runs are executed at once, >= 1. Default 8. */
  readonly concurrency?: number | undefined;
  /** Milliseconds, > 0, for which ended runs are kept: starting one of them again gives the old result. Default 7 days. */
  readonly keepEnded?: number | undefined;
}

/** {@link SagasOptions}, checked, with every default filled in. */
export interface ResolvedSagas {
  readonly definitions: readonly SagaDefinition[];
  readonly journal: 'indexed-db' | 'memory';
  readonly name: string;
  readonly identity: () => string | undefined;
  readonly serializer: SagaSerializer | undefined;
  readonly concurrency: number;
  readonly keepEnded: number;
}

/** The sagas of this app; provided by `withSagas`. */
export const SAGAS = /* @__PURE__ */ new InjectionToken<ResolvedSagas>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'SAGAS' : '',
);

const WEEK = 604_800_000;

/** @throws ConfigurationError */
export function resolveSagas(
  definitions: readonly SagaDefinition[],
  options: SagasOptions,
): ResolvedSagas {
  const seen = new Set<string>();
  for (const { name, version } of definitions) {
    const id = `${name} ${version}`;
    if (seen.has(id)) throw new ConfigurationError('sagas', id, 'of one name and version each');
    seen.add(id);
  }
  const { journal = 'indexed-db', name = 'ngx-convoy', identity, serializer } = options;
  const { concurrency = 8, keepEnded = WEEK } = options;
  return {
    definitions,
    journal,
    name: requireName('sagas.name', name),
    identity: identity ?? (() => undefined),
    serializer,
    concurrency: requireNumber('sagas.concurrency', concurrency, { min: 1, integer: true }),
    keepEnded: requireNumber('sagas.keepEnded', keepEnded, { exclusiveMin: 0 }),
  };
}
