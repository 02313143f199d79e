import type { AttributeValue } from 'ngx-convoy/core';

/** The version of the conventions that names and attributes follow. */
export const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.44.0';
/** Characters of a text that are sent; no attribute of ours needs more. */
const LONGEST_TEXT = 1_024;

export type Attributes = Readonly<Record<string, AttributeValue>>;

export function attributesOf(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: AttributeValue): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'string') return { stringValue: shorten(value) };
  if (Number.isSafeInteger(value)) return { intValue: String(value) };
  // The JSON of protobuf has words for what JSON has no numbers for.
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}

/** As protobuf's JSON has 64 bits. @param ms epoch milliseconds, fractions allowed */
export function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1_000)) * 1_000n);
}

export function shorten(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}\u2026` : text;
}

/** JSON in ASCII, so that its length is its size in bytes. */
export function encode(message: object): string {
  return JSON.stringify(message).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
