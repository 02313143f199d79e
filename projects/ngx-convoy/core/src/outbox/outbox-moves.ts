import type { Random } from '../random';
import { fullJitter } from '../retry/full-jitter';
import { judgeOutboxStatus, type OutboxAnswer } from './outbox-answer';
import type { OutboxDraft, OutboxEntry } from './outbox-entry';
import type { ResolvedOutboxOptions } from './outbox-options';

/** Milliseconds to the next look at a service that refused, when nobody knows better. */
const AFTER_REFUSAL = 2_000;

/** Who claims, and when. */
export interface OutboxClaimant {
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds that one attempt may take. */
  readonly term: number;
  /** Whether nobody else can be sending, because the claimant has the lock of all tabs. */
  readonly isAlone: boolean;
}

/** What becomes of a conflict: give it up, leave it to the user, or send something else in its place. */
export type OutboxResolution =
  | { readonly do: 'drop' }
  | { readonly do: 'keep' }
  /** Another body is another write: it gets a key of its own. */
  | { readonly do: 'retry'; readonly body: unknown; readonly idempotencyKey: string };

/** A draft as an entry, but for its place in the line, which the storage gives it. */
export function enqueued(draft: OutboxDraft, now: number): Omit<OutboxEntry, 'seq'> {
  return {
    ...draft,
    state: 'waiting',
    enqueuedAt: now,
    since: now,
    nextAt: now + draft.wait,
    claim: undefined,
    problem: undefined,
  };
}

/**
 * Whether its time has come. Where the clock was set back since, a wait would seem longer than it was meant: such a wait
 * is over.
 */
export function isDue({ nextAt, wait }: OutboxEntry, now: number): boolean {
  return nextAt <= now || nextAt - now > wait;
}

/** Whether a claim binds others no more. */
export function hasLapsed(
  { claim }: OutboxEntry,
  { owner, now, term, isAlone }: OutboxClaimant,
): boolean {
  if (claim === undefined) return true;
  // One that runs longer than any term was written by a clock that has been set back since.
  return (isAlone && claim.owner !== owner) || claim.until <= now || claim.until > now + term;
}

/**
 * The entry as whoever sends it now holds it; `undefined` when it is not theirs to send.
 *
 * @param isHead whether nothing of its key comes before it
 */
export function claimed(
  entry: OutboxEntry,
  isHead: boolean,
  claimant: OutboxClaimant,
): OutboxEntry | undefined {
  const isFree =
    entry.state === 'waiting'
      ? isDue(entry, claimant.now)
      : entry.state === 'sending' && hasLapsed(entry, claimant);
  if (!isFree || !isHead) return undefined;
  const { owner, now, term } = claimant;
  return {
    ...entry,
    state: 'sending',
    attempts: entry.attempts + 1,
    claim: { owner, until: now + term },
  };
}

/** Whether this is still the attempt that was claimed: whoever slept through its term may not speak for it any more. */
export function isSameAttempt(entry: OutboxEntry, attempt: OutboxEntry): boolean {
  return (
    entry.state === 'sending' &&
    entry.attempts === attempt.attempts &&
    entry.claim?.owner === attempt.claim?.owner
  );
}

/** What one attempt makes of an entry: `null` when it is done. */
export function settled(
  entry: OutboxEntry,
  answer: OutboxAnswer,
  now: number,
  options: ResolvedOutboxOptions,
  random: Random,
): OutboxEntry | null {
  switch (answer.kind) {
    case 'refused': {
      const wait = Math.max(0, (answer.retryAt ?? now) - now) + AFTER_REFUSAL * random();
      // Nothing was sent, so it was no attempt.
      const attempts = entry.attempts - 1;
      return waiting({ ...entry, attempts }, wait, now, undefined, answer.reason);
    }
    case 'hopeless':
      return set(entry, 'dead', now, undefined, answer.reason);
    case 'unanswered': {
      const wait = fullJitter(entry.attempts, options, random);
      return waiting(entry, wait, now, undefined, answer.reason);
    }
    case 'answered': {
      const { status, retryAfter } = answer;
      const verdict = judgeOutboxStatus(status);
      const reason = `http ${status}`;
      if (verdict === 'sent') return null;
      if (verdict === 'again') {
        const jitter = fullJitter(entry.attempts, options, random);
        // Not all who were told the same time come at the same time.
        const wait =
          retryAfter === undefined ? jitter : retryAfter + Math.min(jitter, options.base);
        return waiting(entry, wait, now, status, reason);
      }
      return set(entry, verdict, now, status, reason);
    }
  }
}

/** What a decision makes of a conflict: `null` when it is given up. */
export function resolved(
  conflict: OutboxEntry,
  resolution: OutboxResolution,
  now: number,
): OutboxEntry | null {
  if (resolution.do === 'keep') return conflict;
  if (resolution.do === 'drop') return null;
  const { body, idempotencyKey } = resolution;
  return { ...conflict, body, idempotencyKey, state: 'waiting', wait: 0, nextAt: now, attempts: 0 };
}

/**
 * A dead letter, when it has waited for too long; else `undefined`. Also one that was under way when its tab died: servers
 * do not remember keys for ever. A clock that was set back makes nothing old.
 */
export function expired(
  entry: OutboxEntry,
  claimant: OutboxClaimant,
  { maxAge }: ResolvedOutboxOptions,
): OutboxEntry | undefined {
  const { now } = claimant;
  if (entry.state === 'dead' || entry.state === 'conflict') return undefined;
  if (now - entry.since < maxAge || !hasLapsed(entry, claimant)) return undefined;
  const reason = `not sent within ${Math.round(maxAge / 3_600_000)} h`;
  return set(entry, 'dead', now, entry.problem?.status, reason);
}

/** To be sent now, because somebody said so; `undefined` while it is being sent. */
export function retried(entry: OutboxEntry, now: number): OutboxEntry | undefined {
  if (entry.state === 'sending') return undefined;
  return { ...entry, state: 'waiting', wait: 0, nextAt: now, since: now, claim: undefined };
}

function waiting(
  entry: OutboxEntry,
  wait: number,
  now: number,
  status: number | undefined,
  reason: string,
): OutboxEntry {
  // Whole milliseconds: a wait that was added to a time of day and taken off again is to be the same.
  const whole = Math.ceil(wait);
  return { ...set(entry, 'waiting', now, status, reason), wait: whole, nextAt: now + whole };
}

function set(
  entry: OutboxEntry,
  state: OutboxEntry['state'],
  now: number,
  status: number | undefined,
  reason: string,
): OutboxEntry {
  return { ...entry, state, claim: undefined, problem: { at: now, status, reason } };
}
