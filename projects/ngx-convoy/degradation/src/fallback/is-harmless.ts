import type { HttpRequest } from '@angular/common/http';
import type { FailedCall } from 'ngx-convoy';
import { isRefusal } from 'ngx-convoy/core';

/** Only these promise to change nothing, and only their answers can be shown again (RFC 9110, 9.2.1). */
export function isReading({ method }: HttpRequest<unknown>): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Whether a request may be sent to any number of services. */
export function isHarmless({ call }: FailedCall): boolean {
  return isReading(call.request) || call.request.method === 'OPTIONS';
}

/** Whether a request may be sent to one other service: a change only when the first one certainly has not seen it. */
export function mayGoElsewhere(failure: FailedCall): boolean {
  return isHarmless(failure) || isRefusal(failure.error);
}
