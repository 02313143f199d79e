import { Pipe, type PipeTransform } from '@angular/core';

const formats = new Map<string, Intl.NumberFormat>();

/** Integer minor units as people write them: `formatMoney(129_00, 'EUR')` is €129.00. */
export function formatMoney(amount: number, currency: string): string {
  const format =
    formats.get(currency) ?? new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  formats.set(currency, format);
  // Not every currency has cents: yen has none, dinars have three digits.
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** What somebody typed as integer minor units of a currency with cents, or `undefined` when it is no amount. */
export function parseMoney(text: string): number | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s€']/g, ''));
  if (match === null) return undefined;
  const [, whole = '0', cents = ''] = match;
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'));
}

/** @see formatMoney */
@Pipe({ name: 'money' })
export class MoneyPipe implements PipeTransform {
  transform(amount: number, currency: string): string {
    return formatMoney(amount, currency);
  }
}
