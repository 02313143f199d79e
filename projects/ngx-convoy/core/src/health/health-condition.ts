import { ConfigurationError } from '../errors';
import { inWords } from '../dev-mode';
import type { HealthAnswer } from './health-answer';
import { ConditionReader } from './condition-reader';

/** What a condition looks at. */
export interface HealthObservation {
  /** 0 when nothing answered. */
  readonly httpStatus: number;
  /** Milliseconds until the answer. */
  readonly durationMs: number;
  /** Read as JSON where it is JSON, else the text. */
  readonly body: unknown;
}

/** A condition in code. */
export type HealthPredicate = (seen: HealthObservation) => boolean;

/** What an answer must be like to be a good one. */
export interface HealthCondition {
  /** As it was written; the name of the function, where it is one. */
  readonly text: string;
  holds(seen: HealthObservation): boolean;
  /** What was seen instead, such as `it was 412`; empty when there is nothing more to say. */
  explain(seen: HealthObservation): string;
}

/**
 * Reads a condition once, so that checking it costs a few comparisons.
 *
 * A text compares what was seen with what is wanted:
 *
 * - `[STATUS]`, `[RESPONSE_TIME]` in milliseconds, `[BODY]`, and parts of a JSON body: `[BODY].checks.db[0].status`
 * - `==`, `!=`, `<`, `<=`, `>`, `>=`
 * - `any(200, 429)` for one of several, `pat(*ready*)` for a pattern, `len([BODY].items)`, `has([BODY].token) == true`
 *
 * Words need no quotes; `'…'` and `"…"` take blanks and commas. What is not there equals nothing and is no number: such a
 * condition does not hold, with `!=` neither.
 *
 * @param path what messages call the option, such as `services['orders'].conditions[0]`
 * @throws ConfigurationError that names the place in the text
 * @usageNotes
 * ```ts
 * parseHealthCondition('[STATUS] == any(200, 429)');
 * parseHealthCondition('[RESPONSE_TIME] < 300');
 * parseHealthCondition('[BODY].status == up');
 * parseHealthCondition(({ body }) => (body as { queue: number }).queue < 1_000);
 * ```
 * @see Gatus, "Conditions", whose manner this is
 */
export function parseHealthCondition(
  condition: string | HealthPredicate,
  path = 'condition',
): HealthCondition {
  if (typeof condition === 'function') return predicate(condition);
  if (typeof condition !== 'string') {
    const expected = inWords(() => "a text such as '[STATUS] == 200', or a function");
    throw new ConfigurationError(path, condition, expected);
  }
  return new ConditionReader(condition, path).read();
}

/**
 * An answer in the light of conditions: they alone decide between good and bad, whatever the HTTP status; a warning of
 * the service itself stays one. Without conditions, and where nothing answered, it is what it was.
 *
 * A condition that throws does not hold.
 *
 * @param durationMs milliseconds until the answer
 */
export function judgeByConditions(
  answer: HealthAnswer,
  durationMs: number,
  conditions: readonly HealthCondition[],
): HealthAnswer {
  const { evidence } = answer;
  if (conditions.length === 0 || evidence === undefined) return answer;
  const seen = { ...evidence, durationMs };
  for (const condition of conditions) {
    const complaint = complaintOf(condition, seen);
    if (complaint !== undefined) return { ...answer, status: 'fail', output: complaint };
  }
  if (answer.status !== 'fail') return answer;
  return { ...answer, status: 'pass', output: undefined, isPlanned: false };
}

function complaintOf(condition: HealthCondition, seen: HealthObservation): string | undefined {
  try {
    if (condition.holds(seen)) return undefined;
    const instead = condition.explain(seen);
    return instead === '' ? condition.text : `${condition.text}: ${instead}`;
  } catch (error) {
    return `${condition.text}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function predicate(holds: HealthPredicate): HealthCondition {
  return { text: holds.name || 'a condition of yours', holds, explain: () => '' };
}
