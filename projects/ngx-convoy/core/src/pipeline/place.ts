/*
 * The order of policies, outermost first, whatever the order in which they are given. It is decided here and nowhere else;
 * why it is this one stands in docs/decisions. Numbers leave room for policies of others in between.
 */

/** Answers in the place of whatever failed or was refused below. */
export const FALLBACK = 100;
/** Everything below has so much time. */
export const DEADLINE = 200;
/** Before the bulkhead: a call that has to wait for its time holds no place meanwhile. */
export const RATE_LIMIT = 300;
export const BULKHEAD = 400;
/** Behind the waiting: what it knows of the service is then of the present. */
export const THROTTLE = 500;
/** Sees whole calls, after all their attempts. */
export const BREAKER = 600;
export const RETRY = 700;
/** Changes what RETRY has decided. */
export const RETRY_THROTTLE = 750;
export const HEDGE = 800;
/** Limits each attempt by itself. */
export const TIMEOUT = 900;
/** Knows bad results, and so comes after the fallback that may answer them. */
export const JUDGE = 1_000;
/** Is no stage of the way of a call; describes nothing. */
export const NOWHERE = 0;
