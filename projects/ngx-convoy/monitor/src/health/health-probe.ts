import { InjectionToken } from '@angular/core';
import { freshFor, parseHealthAnswer, type HealthAnswer } from 'ngx-convoy/core';

declare const ngDevMode: unknown;

/**
 * Asks one instance how it is. Rejects when there was no answer.
 *
 * @param url absolute URL of the health endpoint
 * @param signal aborts the question
 */
export type HealthProbe = (url: string, signal: AbortSignal) => Promise<HealthAnswer>;

/** How instances are asked. Replace it to speak another protocol than HTTP. */
export const HEALTH_PROBE = /* @__PURE__ */ new InjectionToken<HealthProbe>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'HEALTH_PROBE' : '',
  { factory: () => fetchHealth },
);

/**
 * A plain GET without headers and credentials, so that it needs no CORS preflight.
 *
 * By `fetch` and not `HttpClient`: a check must not run through the interceptors that it informs, nor keep the app from
 * becoming stable. The browser's cache is not asked; for how long an answer is fresh is told to whoever plans the next one.
 */
export const fetchHealth: HealthProbe = async (url, signal) => {
  const response = await fetch(url, { signal, cache: 'no-store', credentials: 'omit' });
  const { status, headers } = response;
  const body = parseJson(await response.text());
  const answer = parseHealthAnswer(status, body, headers.get('Content-Type') ?? '');
  return { ...answer, freshFor: freshFor(headers.get('Cache-Control'), headers.get('Age')) };
};

/** The text itself when it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
