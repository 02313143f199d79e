import { inject, InjectionToken, LOCALE_ID } from '@angular/core';

declare const ngDevMode: unknown;

/** What a notice tells about. Names are labels of features, times are written for people. */
export interface ReducedFeatures {
  /** Features that work with something in the place of what is missing. */
  readonly degraded: readonly string[];
  /** Features that do not work. */
  readonly unavailable: readonly string[];
  /** Features that work as they should. */
  readonly working: readonly string[];
  /** Since when, such as `14:02`. */
  readonly since: string;
  /** Whether it is because the user has no network. */
  readonly isOffline: boolean;
}

/** Every text that users may see. */
export interface ConvoyTexts {
  /** The notice while something is reduced. */
  reduced(what: ReducedFeatures): string;
  /**
   * The notice while everything is back, and has yet to stay.
   *
   * @param back labels of the features that were reduced
   */
  recovering(back: readonly string[]): string;
  /** The notice when it is over. */
  readonly over: string;
  /** Name of the button that takes the notice away. */
  readonly dismiss: string;
  /**
   * Data from memory.
   *
   * @param time when it was good, such as `14:02`
   * @param minutes how old it is, >= 0
   */
  stale(time: string, minutes: number): string;
  /** A fixed value in the place of data. */
  readonly static: string;
  /** A reduced answer that the app worked out. */
  readonly degraded: string;
  /** Something that will be done later. */
  readonly queued: string;
  /** Data of another service. */
  readonly failover: string;
  /** Newer data has come than what is shown. */
  readonly newer: string;
  /** Name of the button that shows it. */
  readonly showNewer: string;
  /** A time of day. @param at epoch milliseconds @param now epoch milliseconds */
  time(at: number, now: number): string;
}

/** More names than this are not read out one by one. */
const FEW = 3;

/**
 * The texts in English, times in the app's locale.
 *
 * @usageNotes
 * ```ts
 * { provide: CONVOY_TEXTS, useFactory: () => ({ ...englishTexts('de'), over: 'Alles geht wieder.' }) }
 * ```
 */
export function englishTexts(locale = 'en'): ConvoyTexts {
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const names = new Intl.ListFormat(locale, { type: 'unit' });
  return {
    reduced: ({ degraded, unavailable, working, since, isOffline }) =>
      [
        isOffline ? 'You are offline.' : '',
        unavailable.length > 0 ? `Not available since ${since}: ${names.format(unavailable)}.` : '',
        degraded.length > 0 ? `Limited since ${since}: ${names.format(degraded)}.` : '',
        working.length > FEW ? 'Everything else works.' : '',
        working.length > 0 && working.length <= FEW
          ? `Working as usual: ${names.format(working)}.`
          : '',
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    recovering: (back) => `Back again: ${names.format(back)}. We are making sure that it stays.`,
    over: 'Everything works again.',
    dismiss: 'Dismiss this notice',
    stale: (time, minutes) => `from ${time}, ${age(minutes)} old`,
    static: 'standard content',
    degraded: 'reduced content',
    queued: 'will be sent later',
    newer: 'There is something newer.',
    showNewer: 'Show it',
    failover: 'from another source',
    time: (at, now) => (now - at < HALF_A_DAY ? clock : calendar).format(at),
  };
}

/** All texts that users may see; replace them to translate them. */
export const CONVOY_TEXTS = /* @__PURE__ */ new InjectionToken<ConvoyTexts>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'CONVOY_TEXTS' : '',
  { factory: () => englishTexts(inject(LOCALE_ID)) },
);

const HALF_A_DAY = 43_200_000;

function age(minutes: number): string {
  if (minutes < 1) return 'less than 1 min';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
