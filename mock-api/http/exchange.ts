import { randomUUID } from 'node:crypto';
import type { LogEntry } from '../trace-log.ts';
import { beforeHeaders } from './before-headers.ts';
import { setCorsHeaders } from './cors.ts';
import type { Request, Response } from './handler.ts';

/** Headers worth keeping: who called, in which trace, and as which attempt. */
const loggedHeaders = [
  'traceparent',
  'tracestate',
  'baggage',
  'x-trace-id',
  'x-span-id',
  'x-parent-span-id',
  'x-request-id',
  'x-health-check',
  'idempotency-key',
];

/** The listener that answers, as its headers name it. */
export interface Answerer {
  readonly service: string;
  readonly id: string;
  readonly zone: string;
  readonly version: string;
}

/** Gives an answer the headers every answer carries, and follows it in an entry for the log until it is complete or cut. */
export function beginExchange(req: Request, res: Response, answerer: Answerer): LogEntry {
  const began = performance.now();
  const headers = tracingHeaders(req);
  const entry: LogEntry = {
    at: Date.now(),
    method: req.method,
    path: req.originalUrl,
    service: answerer.service,
    instance: answerer.id,
    status: 0,
    ms: 0,
    outcome: 'pending',
    traceId: headers['traceparent']?.split('-')[1] ?? headers['x-trace-id'],
    headers,
    faults: [],
  };
  const requestId = headers['x-request-id'] ?? randomUUID();
  beforeHeaders(res, () => {
    entry.status = res.statusCode;
    entry.ms = Math.round((performance.now() - began) * 10) / 10;
    setCorsHeaders(req, res);
    res.setHeader('X-Instance', answerer.id);
    res.setHeader('X-Zone', answerer.zone);
    res.setHeader('X-Version', answerer.version);
    res.setHeader('X-Request-ID', requestId);
    res.setHeader('Server-Timing', `app;dur=${entry.ms}`);
  });
  res.once('finish', () => (entry.outcome = 'answered'));
  res.once('close', () => {
    if (!res.writableFinished) entry.outcome = 'cut';
  });
  return entry;
}

function tracingHeaders(req: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of loggedHeaders) {
    const value = req.get(name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
