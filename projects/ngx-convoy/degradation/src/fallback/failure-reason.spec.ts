import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import {
  AttemptTimeoutError,
  BulkheadFullError,
  CircuitOpenError,
  ConfigurationError,
  DeadlineExceededError,
  DeadlineTooShortError,
  NoInstanceError,
  QueueTimeoutError,
  RateLimitError,
  ThrottledError,
} from 'ngx-convoy/core';
import { failureReason, type PageNetwork } from './failure-reason';

const service = { service: 'orders' };

function http(status: number): HttpErrorResponse {
  return new HttpErrorResponse({ status });
}

describe('failureReason', () => {
  const rows: readonly [string, unknown, string | undefined][] = [
    ['an open circuit', new CircuitOpenError(service, '5 failures'), 'circuit open'],
    ['a service without instances', new NoInstanceError(service), 'no instance'],
    ['an attempt that took too long', new AttemptTimeoutError(service, 5), 'timeout'],
    ['a call that took too long', new DeadlineExceededError(service, 5), 'timeout'],
    ['a bulkhead that is full', new BulkheadFullError(service, 6, 100), 'too busy'],
    ['a call that waited for too long', new QueueTimeoutError(service, 5), 'too busy'],
    ['calls that come too fast', new RateLimitError(service), 'too many calls'],
    ['a call that is held back', new ThrottledError(service, 0.5), 'held back'],
    ['a deadline that is too short', new DeadlineTooShortError(service, 5, 50), 'timeout'],
    ['no answer', http(0), 'no answer'],
    ['a server error', http(500), 'http 500'],
    ['a gateway that gives up', http(504), 'http 504'],
    ['a body that is not what it should be', http(200), 'malformed answer'],
    ['a request that is refused', http(400), undefined],
    ['somebody who is not known', http(401), undefined],
    ['somebody who may not', http(403), undefined],
    ['something that is not there', http(404), undefined],
    ['a conflict', http(409), undefined],
    ['somebody who asks too often', http(429), undefined],
    ['a mistake in the set-up', new ConfigurationError('x', 1, '2'), undefined],
    ['a mistake in the app', new TypeError('x is undefined'), undefined],
  ];
  for (const [what, error, reason] of rows) {
    it(`${reason === undefined ? 'lets pass' : 'stands in for'} ${what}`, () => {
      expect(failureReason(error)).toBe(reason);
    });
  }

  it('blames the network of the user when that is known to be gone', () => {
    expect(failureReason(http(0), { onLine: false })).toBe('offline');
    expect(failureReason(http(503), { onLine: false })).toBe('http 503');
  });

  const worker = { controller: {} };
  const gateway = new HttpErrorResponse({
    status: 504,
    headers: new HttpHeaders({ 'Content-Type': 'text/html' }),
  });
  const timeouts: readonly [string, HttpErrorResponse, PageNetwork, string][] = [
    ['of a service worker', http(504), { serviceWorker: worker }, 'offline'],
    ['of a gateway behind a worker', gateway, { serviceWorker: worker }, 'http 504'],
    [
      'that a worker kept, when offline',
      gateway,
      { onLine: false, serviceWorker: worker },
      'offline',
    ],
    ['without a worker', http(504), { serviceWorker: { controller: null } }, 'http 504'],
    ['in a page without workers', http(504), { onLine: true }, 'http 504'],
  ];
  for (const [what, error, network, reason] of timeouts) {
    it(`reads a 504 ${what} as ${reason}`, () => {
      expect(failureReason(error, network)).toBe(reason);
    });
  }
});
