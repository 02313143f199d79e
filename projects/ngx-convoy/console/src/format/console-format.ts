import { inject, LOCALE_ID, Service } from '@angular/core';

/** What stands where there is no number. */
const NO_VALUE = '–';

/**
 * Numbers and times as the console writes them: short, aligned, and made by formatters that exist once.
 *
 * A live table asks for hundreds of them a second, and making a formatter (what `toLocaleString` does) is what costs.
 */
@Service()
export class ConsoleFormat {
  private readonly locale = inject(LOCALE_ID);
  private readonly whole = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 0 });
  private readonly tenths = new Intl.NumberFormat(this.locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  private readonly hundredths = new Intl.NumberFormat(this.locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  // Operators compare times with logs: 24 hours in every language.
  private readonly minutes = new Intl.DateTimeFormat(this.locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  private readonly seconds = new Intl.DateTimeFormat(this.locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });

  /** A whole number: `1,204`. */
  count(value: number): string {
    return this.whole.format(value);
  }

  /** Something per second, >= 0: `0.25`, `14.2`, `1,204`. Zero is zero, not `0.00`. */
  perSecond(value: number): string {
    if (value === 0) return '0';
    if (value < 1) return this.hundredths.format(value);
    return value < 100 ? this.tenths.format(value) : this.whole.format(value);
  }

  /** A share, 0..1, in percent without the sign, which the column has: `0`, `0.4`, `100`. */
  percent(share: number): string {
    const value = share * 100;
    if (value === 0 || value >= 99.95) return this.whole.format(value);
    return value < 0.05 ? `<${this.tenths.format(0.1)}` : this.tenths.format(value);
  }

  /** Milliseconds as a bare number for a column in ms: `0.8`, `38`, `1,204`. */
  latency(ms: number | undefined): string {
    if (ms === undefined) return NO_VALUE;
    return ms > 0 && ms < 1 ? this.tenths.format(ms) : this.whole.format(ms);
  }

  /** A length of time with its unit, coarser the longer it is: `38 ms`, `4.2 s`, `3 min`, `1 h 5 min`. */
  duration(ms: number): string {
    if (ms < 1_000) return `${this.whole.format(Math.max(0, ms))} ms`;
    if (ms < 10_000) {
      const inTenths = Math.round(ms / 100) / 10;
      return `${Number.isInteger(inTenths) ? this.whole.format(inTenths) : this.tenths.format(inTenths)} s`;
    }
    if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`;
    const min = Math.floor(ms / 60_000);
    if (min < 60) return `${min} min`;
    const hours = Math.floor(min / 60);
    if (hours < 24) return min % 60 === 0 ? `${hours} h` : `${hours} h ${min % 60} min`;
    return `${Math.floor(hours / 24)} d`;
  }

  /** Whole seconds that are left, never less than none: `4 s`; from two minutes on in minutes. */
  countdown(ms: number): string {
    const left = Math.max(0, Math.ceil(ms / 1_000));
    return left < 120 ? `${left} s` : `${Math.ceil(left / 60)} min`;
  }

  /** How long ago, in words: `just now`, `12 s ago`, `3 min ago`. */
  ago(at: number, now: number): string {
    return now - at < 1_000
      ? 'just now'
      : `${this.duration(Math.floor((now - at) / 1_000) * 1_000)} ago`;
  }

  /** Time of day: `14:02`. */
  time(at: number): string {
    return this.minutes.format(at);
  }

  /** Time of day to the second: `14:02:09`. */
  timeToSecond(at: number): string {
    return this.seconds.format(at);
  }
}
