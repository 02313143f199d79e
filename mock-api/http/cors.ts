import type { Request, Response } from './handler.ts';

const allowedMethods = 'GET, HEAD, POST, PUT, PATCH, DELETE';

const allowedHeaders = [
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'If-Modified-Since',
  'If-None-Match',
  'Idempotency-Key',
  'X-Health-Check',
  'X-Request-ID',
  'X-Trace-ID',
  'X-Span-ID',
  'X-Parent-Span-ID',
  'traceparent',
  'tracestate',
  'baggage',
].join(', ');

const exposedHeaders = [
  'Age',
  'Cache-Status',
  'Date',
  'ETag',
  'Idempotent-Replayed',
  'Link',
  'Location',
  'Retry-After',
  'Server-Timing',
  'X-Consul-Index',
  'X-Instance',
  'Vary',
  'X-Request-ID',
  'X-Total-Count',
  'X-Version',
  'X-Zone',
].join(', ');

/** Lets pages of every origin read the answer. To be called last: json-server overwrites the list of exposed headers. */
export function setCorsHeaders(req: Request, res: Response): void {
  const origin = req.get('Origin');
  // A credentialed request is not content with `*`.
  res.setHeader('Access-Control-Allow-Origin', origin ?? '*');
  if (origin !== undefined) res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.vary('Origin');
  res.setHeader('Access-Control-Expose-Headers', exposedHeaders);
  res.setHeader('Timing-Allow-Origin', '*');
}

/** Answers a preflight, up to the headers every answer carries; false when the request is none. */
export function answerPreflight(req: Request, res: Response): boolean {
  if (req.method !== 'OPTIONS') return false;
  res
    .status(204)
    .set({
      'Access-Control-Allow-Methods': allowedMethods,
      'Access-Control-Allow-Headers': allowedHeaders,
      // Chromium's upper limit: tracing headers make every call a preflighted one.
      'Access-Control-Max-Age': '7200',
    })
    .end();
  return true;
}
