import type { HttpRequest } from '@angular/common/http';
import type { Fallback } from 'ngx-convoy';

/** A fallback that keeps writes; made by `fromQueue()`. */
export interface QueueFallback extends Fallback {
  readonly kind: 'queue';
  /** What a write changes: those of one key are sent in their order. */
  key(request: HttpRequest<unknown>, service: string | undefined): string;
}

/** Whether a fallback keeps writes. */
export function isQueueFallback(fallback: Fallback): fallback is QueueFallback {
  return fallback.kind === 'queue' && 'key' in fallback;
}

/** Service and path: what is in the query does not make it another thing. */
export function defaultKey({ url }: HttpRequest<unknown>, service = ''): string {
  const [path = ''] = url.split(/[?#]/, 1);
  return `${service} ${path}`.trim();
}
