import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireOneOf } from '../options';
import type { Labels } from './labels';

/** Equal, not equal, matches, does not match. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** In the order in which people choose. */
export const MATCH_OPERATORS: readonly MatchOperator[] = ['=', '!=', '=~', '!~'];

/**
 * A condition on one label. Plain, so that it can be kept and sent to other tabs.
 *
 * @see Alertmanager, matchers
 */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: MatchOperator;
  /** A text, or a regular expression that has to fit the whole value. */
  readonly value: string;
}

/**
 * Whether labels fit every one of `matchers`. A label that is not there counts as an empty one, so that `owner=""` finds
 * alerts that nobody owns, and `owner!="shop"` those as well.
 *
 * @param path of the option, for its errors
 * @throws ConfigurationError on an unknown operator, a name that is none, or a regular expression that cannot be read
 */
export function labelsFit(
  matchers: readonly LabelMatcher[],
  path = 'matchers',
): (labels: Labels) => boolean {
  const checks = matchers.map((matcher, index) => compile(matcher, `${path}[${index}]`));
  return (labels) => checks.every((fits) => fits(labels));
}

/** As it is written in Alertmanager: `service=~"orders|users"`. */
export function printMatcher({ name, operator, value }: LabelMatcher): string {
  return `${name}${operator}${JSON.stringify(value)}`;
}

function compile(matcher: LabelMatcher, path: string): (labels: Labels) => boolean {
  const { name, value } = matcher;
  const operator = requireOneOf(`${path}.operator`, matcher.operator, MATCH_OPERATORS);
  if (!/^[a-zA-Z_]\w*$/.test(name)) {
    throw new ConfigurationError(
      `${path}.name`,
      name,
      inWords(() => 'the name of a label: letters, digits and _'),
    );
  }
  const read = (labels: Labels): string => labels[name] ?? '';
  switch (operator) {
    case '=':
      return (labels) => read(labels) === value;
    case '!=':
      return (labels) => read(labels) !== value;
    case '=~':
    case '!~': {
      const whole = wholeText(value, `${path}.value`);
      const wanted = operator === '=~';
      return (labels) => whole.test(read(labels)) === wanted;
    }
  }
}

function wholeText(pattern: string, path: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su');
  } catch {
    throw new ConfigurationError(
      path,
      pattern,
      inWords(() => `a regular expression, such as 'orders|users'`),
    );
  }
}
