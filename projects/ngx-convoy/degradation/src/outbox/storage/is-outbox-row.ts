import type { OutboxRow } from './outbox-database';

/** By field, what it has to be. What another version of the app wrote, or a browser that crashed, may be anything. */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  seq: isWhole,
  id: isText,
  identity: (value) => typeof value === 'string',
  key: isText,
  idempotencyKey: isText,
  method: isText,
  url: isText,
  service: (value) => value === undefined || isText(value),
  headers: isHeaders,
  attempts: isWhole,
  wait: isTime,
  enqueuedAt: isTime,
  since: isTime,
  nextAt: isTime,
  state: (value) => ['waiting', 'sending', 'conflict', 'dead'].includes(String(value)),
};

/** Whether something stored is an entry. */
export function isOutboxRow(row: unknown): row is OutboxRow & { readonly seq: number } {
  if (typeof row !== 'object' || row === null) return false;
  const fields = new Map<string, unknown>(Object.entries(row));
  return Object.entries(FIELDS).every(([name, isRight]) => isRight(fields.get(name)));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

function isTime(value: unknown): boolean {
  return Number.isFinite(value);
}

function isHeaders(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(
      (values) => Array.isArray(values) && values.every((each) => typeof each === 'string'),
    )
  );
}
