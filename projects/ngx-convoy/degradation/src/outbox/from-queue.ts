import { HttpErrorResponse, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { CLOCK, WRITE_QUEUE } from 'ngx-convoy';
import { ConfigurationError, judgeOutboxStatus } from 'ngx-convoy/core';
import { defer, map } from 'rxjs';
import { isHarmless } from '../fallback/is-harmless';
import { OutboxIntake } from './outbox-intake';
import { OUTBOX } from './outbox-setup';
import { defaultKey, type QueueFallback } from './queue-fallback';
import { queuedResponse } from './queued-response';

/**
 * Falls back to the outbox: a write that cannot be sent now is kept, and sent when it can be. Needs `withOutbox`.
 *
 * Its caller gets 202 with `Cache-Status: convoy; …; convoy-source=queued`; `queuedEntryOf(response)` names the entry. All
 * writes of such a service bear an `Idempotency-Key` from their first attempt, and are retried as what may be repeated: use it
 * for services that keep that key. While one waits, later ones of its key wait
 * behind it.
 *
 * @param options `key`: what a write changes. Default: service and path, so that writes to different things do not wait for each
 *   other; give one where the order of writes to different paths matters
 * @usageNotes
 * ```ts
 * fallbacks: { comments: [fromCache(), fromQueue({ key: ({ url }) => url.split('/')[3] ?? '' })] }
 * ```
 */
export function fromQueue({
  key = defaultKey,
}: {
  readonly key?:
    ((request: HttpRequest<unknown>, service: string | undefined) => string) | undefined;
} = {}): QueueFallback {
  return {
    kind: 'queue',
    key,
    strategy: () => {
      if (inject(OUTBOX, { optional: true }) === null) {
        throw new ConfigurationError('fallbacks', 'fromQueue()', 'used together with withOutbox()');
      }
      // There is none on a server.
      if (inject(WRITE_QUEUE) === null) return { answer: () => undefined };
      const intake = inject(OutboxIntake);
      const clock = inject(CLOCK);
      return {
        answer: (failure) => {
          if (isHarmless(failure) || isDone(failure.error)) return undefined;
          const { request, service, record } = failure.call;
          const attempts = record.attempt(1) === undefined ? 0 : 1;
          return defer(() =>
            intake.keep({ request, service, key: key(request, service), attempts }),
          ).pipe(map(({ id }) => failure.mark(queuedResponse(request, id), 'queued', clock.now())));
        },
      };
    },
  };
}

/** Whether sending again would do it twice, or never help: the answer was good but for its form, or will always be bad. */
function isDone(error: unknown): boolean {
  if (!(error instanceof HttpErrorResponse) || error.status === 0) return false;
  return ['sent', 'dead'].includes(judgeOutboxStatus(error.status));
}
