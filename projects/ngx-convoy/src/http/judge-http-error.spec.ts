import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { isOverload } from 'ngx-convoy/core';
import { judgeHttpError } from './judge-http-error';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

describe('judgeHttpError', () => {
  const rows: readonly {
    readonly title: string;
    readonly status: number;
    readonly offline?: boolean;
    readonly outcome: string;
    readonly retryable: boolean;
    readonly overload?: boolean;
  }[] = [
    { title: 'no connection', status: 0, outcome: 'failure', retryable: true, overload: true },
    {
      title: 'no connection, offline',
      status: 0,
      offline: true,
      outcome: 'neutral',
      retryable: false,
    },
    { title: 'a body that is not JSON', status: 200, outcome: 'failure', retryable: true },
    { title: 'Bad Request', status: 400, outcome: 'success', retryable: false },
    { title: 'Unauthorized', status: 401, outcome: 'success', retryable: false },
    { title: 'Forbidden', status: 403, outcome: 'success', retryable: false },
    { title: 'Not Found', status: 404, outcome: 'success', retryable: false },
    { title: 'Request Timeout', status: 408, outcome: 'failure', retryable: true, overload: true },
    { title: 'Conflict', status: 409, outcome: 'success', retryable: false },
    { title: 'Too Early', status: 425, outcome: 'failure', retryable: true },
    {
      title: 'Too Many Requests',
      status: 429,
      outcome: 'failure',
      retryable: true,
      overload: true,
    },
    { title: 'Internal Server Error', status: 500, outcome: 'failure', retryable: true },
    { title: 'Not Implemented', status: 501, outcome: 'failure', retryable: false },
    { title: 'Bad Gateway', status: 502, outcome: 'failure', retryable: true, overload: true },
    {
      title: 'Service Unavailable',
      status: 503,
      outcome: 'failure',
      retryable: true,
      overload: true,
    },
    {
      title: 'what a service worker says while offline',
      status: 504,
      offline: true,
      outcome: 'neutral',
      retryable: false,
    },
    { title: 'Gateway Timeout', status: 504, outcome: 'failure', retryable: true, overload: true },
    {
      title: 'an answer while offline',
      status: 503,
      offline: true,
      outcome: 'failure',
      retryable: true,
      overload: true,
    },
  ];
  for (const row of rows) {
    it(`takes ${row.title} (${row.status}) for ${row.outcome}`, () => {
      const error = new HttpErrorResponse({ status: row.status });
      const verdict = judgeHttpError(error, NOW, row.offline ?? false);
      expect(verdict.outcome).toBe(row.outcome as typeof verdict.outcome);
      expect(verdict.retryable).toBe(row.retryable);
      expect(isOverload(verdict)).toBe(row.overload ?? false);
    });
  }

  it("takes an app's own exception for nobody's fault", () => {
    const verdict = judgeHttpError(new TypeError('x is undefined'), NOW, false);
    expect(verdict).toEqual({ outcome: 'neutral', retryable: false });
  });

  const waits: readonly { readonly header: string; readonly wait: number | undefined }[] = [
    { header: '7', wait: 7_000 },
    { header: 'Sun, 22 Nov 2026 12:00:30 GMT', wait: 30_000 },
    { header: 'soon', wait: undefined },
  ];
  for (const row of waits) {
    it(`reads Retry-After: ${row.header}`, () => {
      const headers = new HttpHeaders({ 'Retry-After': row.header });
      const error = new HttpErrorResponse({ status: 503, headers });
      expect(judgeHttpError(error, NOW, false).retryAfter).toBe(row.wait);
    });
  }
});
