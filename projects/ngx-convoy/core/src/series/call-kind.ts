/**
 * What became of a call, as metrics tell it apart. The place of a kind is the place of its column.
 *
 * `client`: the service has answered that the request was wrong (4xx), so it works. `server`, `network` and
 * `timeout` are its failures: it answered that it could not (5xx, or nothing that can be read), it could not be reached, it
 * took too long. `rejected`: refused by us, nothing was sent. `fallback`: something else answered a call that is counted as a
 * failure or a refusal too. `cancelled`: the caller gave up.
 */
export const CALL_KINDS = [
  'success',
  'client',
  'server',
  'network',
  'timeout',
  'rejected',
  'fallback',
  'cancelled',
] as const;

/** How a call ended, as metrics tell it apart. */
export type CallKind = (typeof CALL_KINDS)[number];

/** The kinds that the service is to blame for. */
export type FailureKind = 'server' | 'network' | 'timeout';

/** The number of a kind, for the hot path: comparing numbers is cheaper than looking names up. */
export const KIND: Readonly<Record<CallKind, number>> = {
  success: 0,
  client: 1,
  server: 2,
  network: 3,
  timeout: 4,
  rejected: 5,
  fallback: 6,
  cancelled: 7,
};

/** Kinds below this one end with the service: it answered, or it failed. Their durations say something about it. */
export const TIMED_KINDS = 5;
