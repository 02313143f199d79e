import {
  ALERT_SEVERITIES,
  MATCH_OPERATORS,
  type AcknowledgedAlert,
  type Silence,
} from 'ngx-convoy/core';

/** What tabs tell each other about alerts. */
export type AlertNews =
  | { readonly kind: 'silence'; readonly silence: Silence }
  | { readonly kind: 'acknowledged'; readonly acknowledged: AcknowledgedAlert }
  | { readonly kind: 'withdrawn'; readonly subject: string };

/** Whether something that came from outside is news. */
export function isAlertNews(data: unknown): data is AlertNews {
  if (!isObject(data)) return false;
  switch (data['kind']) {
    case 'silence':
      return isSilence(data['silence']);
    case 'acknowledged':
      return isAcknowledged(data['acknowledged']);
    case 'withdrawn':
      return typeof data['subject'] === 'string';
    default:
      return false;
  }
}

/** Whether something that came from outside is a silence. */
export function isSilence(data: unknown): data is Silence {
  if (!isObject(data) || !hasTexts(data, 'id', 'by', 'comment')) return false;
  const { matchers, startsAt, endsAt } = data;
  return isTime(startsAt) && isTime(endsAt) && Array.isArray(matchers) && matchers.every(isMatcher);
}

/** Whether something that came from outside is an acknowledgement. */
export function isAcknowledged(data: unknown): data is AcknowledgedAlert {
  if (!isObject(data) || !hasTexts(data, 'by', 'note', 'subject')) return false;
  const { at, until, severity } = data;
  return (
    isTime(at) &&
    (until === undefined || isTime(until)) &&
    ALERT_SEVERITIES.some((each) => each === severity)
  );
}

function isMatcher(data: unknown): boolean {
  return (
    isObject(data) &&
    hasTexts(data, 'name', 'value') &&
    MATCH_OPERATORS.some((each) => each === data['operator'])
  );
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function hasTexts(data: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  return names.every((name) => typeof data[name] === 'string');
}

function isTime(data: unknown): boolean {
  return Number.isFinite(data);
}
