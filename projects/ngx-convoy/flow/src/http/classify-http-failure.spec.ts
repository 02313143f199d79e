import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { BusinessError, CircuitOpenError } from 'ngx-convoy/core';
import { classifyHttpFailure } from './classify-http-failure';

describe('classifyHttpFailure', () => {
  for (const [status, kind] of [
    [0, 'unknown'],
    [200, 'unknown'],
    [400, 'business'],
    [401, 'technical'],
    [402, 'business'],
    [404, 'business'],
    [408, 'unknown'],
    [409, 'business'],
    [422, 'business'],
    [425, 'technical'],
    [429, 'technical'],
    [500, 'unknown'],
    [503, 'unknown'],
  ] as const) {
    it(`takes ${status} for ${kind}`, () => {
      expect(classifyHttpFailure(new HttpErrorResponse({ status }), 0).kind).toBe(kind);
    });
  }

  it('reads the reason from a problem document, and when to come again', () => {
    const headers = new HttpHeaders({ 'Retry-After': '3' });
    const error = { type: 'urn:out-of-stock', detail: 'None left.' };
    const failure = classifyHttpFailure(
      new HttpErrorResponse({ status: 409, error, headers }),
      1_000,
    );
    expect(failure).toEqual(
      jasmine.objectContaining({ code: 'urn:out-of-stock', message: 'None left.', retryAt: 4_000 }),
    );
  });

  it('believes errors that say what they are', () => {
    expect(classifyHttpFailure(new BusinessError('no'), 0).kind).toBe('business');
    const open = new CircuitOpenError({ service: 'payments' }, 'it failed');
    expect(classifyHttpFailure(open, 0).kind).toBe('technical');
    expect(classifyHttpFailure('what?', 0).kind).toBe('unknown');
  });
});
