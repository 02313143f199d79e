import type { EndpointHealth, HealthAnswer, HealthCheckDetail, ProbePhase } from 'ngx-convoy/core';
import type { KnownCheck } from './check-target';
import type { SelfOffline } from './connectivity';

/** What the tab that asks tells the others about one place. */
export interface CheckNews extends KnownCheck {
  readonly key: string;
  readonly url: string;
}

/** What tabs tell each other about health. */
export type HealthNews =
  /** From the tab that asks. `isFull`: this is everything that it asks, and nobody needs to ask it again. */
  | {
      readonly kind: 'checks';
      readonly isFull: boolean;
      /** Whether that tab is hidden: a browser lets its timers run late. */
      readonly isHidden: boolean;
      readonly selfOffline: SelfOffline | undefined;
      readonly checks: readonly CheckNews[];
    }
  /** Somebody has come and knows nothing yet. */
  | { readonly kind: 'ask' }
  /** Somebody looks at a tab of the app until then, in epoch milliseconds: go on as if it were yours. */
  | { readonly kind: 'looks'; readonly tab: string; readonly until: number }
  /** A person wants to know now: everything, or one service. */
  | { readonly kind: 'probe'; readonly service: string | undefined }
  /** Calls from a tab have failed: a service, or one of its instances, is suspect. */
  | { readonly kind: 'suspect'; readonly service: string; readonly instance: string | undefined };

/** Another version of the app may say anything; what is not understood is not heard. */
export function isHealthNews(data: unknown): data is HealthNews {
  if (!isFields(data)) return false;
  switch (data['kind']) {
    case 'checks':
      return (
        isBoolean(data['isFull']) &&
        isBoolean(data['isHidden']) &&
        isSelfOffline(data['selfOffline']) &&
        isListOf(data['checks'], isCheckNews)
      );
    case 'ask':
      return true;
    case 'looks':
      return isText(data['tab']) && isTime(data['until']);
    case 'probe':
      return isTextOrNothing(data['service']);
    case 'suspect':
      return isText(data['service']) && isTextOrNothing(data['instance']);
    default:
      return false;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const HEALTH: readonly unknown[] = [
  'unknown',
  'pass',
  'warn',
  'fail',
] satisfies readonly EndpointHealth[];
const STATUS: readonly unknown[] = [
  'pass',
  'warn',
  'fail',
] satisfies readonly HealthAnswer['status'][];
const PHASES: readonly unknown[] = ['up', 'suspect', 'down'] satisfies readonly ProbePhase[];

function isCheckNews(data: unknown): data is CheckNews {
  return (
    isFields(data) &&
    isText(data['key']) &&
    isText(data['url']) &&
    HEALTH.includes(data['health']) &&
    PHASES.includes(data['phase']) &&
    isTime(data['toldAt']) &&
    // Not asked yet, and nobody says when, is a time, too.
    (isTime(data['dueAt']) || data['dueAt'] === Infinity) &&
    (data['check'] === undefined || isCheck(data['check']))
  );
}

function isCheck(data: unknown): boolean {
  return (
    isFields(data) &&
    isText(data['key']) &&
    isText(data['service']) &&
    isTextOrNothing(data['instance']) &&
    isTime(data['at']) &&
    isTime(data['durationMs']) &&
    isAnswer(data['answer'])
  );
}

function isAnswer(data: unknown): boolean {
  return (
    isFields(data) &&
    STATUS.includes(data['status']) &&
    isTextOrNothing(data['output']) &&
    isTextOrNothing(data['version']) &&
    isTextOrNothing(data['format']) &&
    isListOf(data['checks'], isDetail)
  );
}

function isDetail(data: unknown): data is HealthCheckDetail {
  return (
    isFields(data) &&
    isText(data['name']) &&
    STATUS.includes(data['status']) &&
    isTextOrNothing(data['output']) &&
    (data['affectedEndpoints'] === undefined || isListOf(data['affectedEndpoints'], isText))
  );
}

function isSelfOffline(data: unknown): boolean {
  return data === undefined || (isFields(data) && isText(data['reason']) && isTime(data['since']));
}

function isListOf<T>(data: unknown, isItem: (item: unknown) => item is T): data is readonly T[] {
  return Array.isArray(data) && data.every(isItem);
}

function isFields(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null;
}

function isText(data: unknown): data is string {
  return typeof data === 'string';
}

function isTextOrNothing(data: unknown): boolean {
  return data === undefined || isText(data);
}

function isBoolean(data: unknown): data is boolean {
  return typeof data === 'boolean';
}

function isTime(data: unknown): data is number {
  return Number.isFinite(data);
}
