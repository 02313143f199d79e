import type { SagaRecord } from 'ngx-convoy/core';

/** What tabs tell each other: a run is there, has changed, or was sent a command. Everything else stands in the journal. */
export interface SagaNews {
  readonly kind: 'new' | 'changed' | 'command';
  readonly run: string;
  /** How it stands by now, when it has changed. */
  readonly record?: SagaRecord | undefined;
}

export function isSagaNews(data: unknown): data is SagaNews {
  return typeof data === 'object' && data !== null && 'kind' in data && 'run' in data;
}
