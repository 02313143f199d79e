import { HttpHeaders, HttpResponse, type HttpRequest } from '@angular/common/http';

const ENTRY = 'Convoy-Outbox-Entry';

/** The answer to a write that was kept: 202, because nothing has been done yet (RFC 9110, 15.3.3). */
export function queuedResponse(request: HttpRequest<unknown>, id: string): HttpResponse<unknown> {
  return new HttpResponse<unknown>({
    status: 202,
    statusText: 'Accepted',
    body: null,
    headers: new HttpHeaders({ [ENTRY]: id }),
    url: request.urlWithParams,
  });
}

/**
 * Which entry of the outbox stands behind a response; `undefined` when the service itself has answered.
 *
 * @usageNotes
 * ```ts
 * http.post('/api/comments', comment, { observe: 'response' }).subscribe((response) => {
 *   const id = queuedEntryOf(response);
 *   if (id !== undefined) this.status = outbox.status(id); // 'waiting', later 'sent'
 * });
 * ```
 */
export function queuedEntryOf(response: { readonly headers: HttpHeaders }): string | undefined {
  return response.headers.get(ENTRY) ?? undefined;
}
