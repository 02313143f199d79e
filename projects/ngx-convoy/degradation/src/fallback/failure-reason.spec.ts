import { HttpErrorResponse } from '@angular/common/http';
import {
  AttemptTimeoutError,
  CircuitOpenError,
  ConfigurationError,
  DeadlineExceededError,
  NoInstanceError,
} from 'ngx-convoy/core';
import { failureReason, wasNotSent } from './failure-reason';

const service = { service: 'orders' };

function http(status: number): HttpErrorResponse {
  return new HttpErrorResponse({ status });
}

describe('failureReason', () => {
  const rows: readonly [string, unknown, string | undefined, boolean][] = [
    ['an open circuit', new CircuitOpenError(service, '5 failures'), 'circuit open', true],
    ['a service without instances', new NoInstanceError(service), 'no instance', true],
    ['an attempt that took too long', new AttemptTimeoutError(service, 5), 'timeout', false],
    ['a call that took too long', new DeadlineExceededError(service, 5), 'timeout', false],
    ['no answer', http(0), 'no answer', false],
    ['a server error', http(500), 'http 500', false],
    ['a gateway that gives up', http(504), 'http 504', false],
    ['a body that is not what it should be', http(200), 'malformed answer', false],
    ['a request that is refused', http(400), undefined, false],
    ['somebody who is not known', http(401), undefined, false],
    ['somebody who may not', http(403), undefined, false],
    ['something that is not there', http(404), undefined, false],
    ['a conflict', http(409), undefined, false],
    ['somebody who asks too often', http(429), undefined, false],
    ['a mistake in the set-up', new ConfigurationError('x', 1, '2'), undefined, false],
    ['a mistake in the app', new TypeError('x is undefined'), undefined, false],
  ];
  for (const [what, error, reason, unsent] of rows) {
    it(`${reason === undefined ? 'lets pass' : 'stands in for'} ${what}`, () => {
      expect(failureReason(error, false)).toBe(reason);
      expect(wasNotSent(error)).toBe(unsent);
    });
  }

  it('blames the network of the user when that is known to be gone', () => {
    expect(failureReason(http(0), true)).toBe('offline');
    expect(failureReason(http(503), true)).toBe('http 503');
  });
});
