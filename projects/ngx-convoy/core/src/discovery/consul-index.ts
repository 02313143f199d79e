/**
 * The `index` for the next blocking query, from the `X-Consul-Index` of the last answer.
 *
 * An index below 1 or none at all means "do not block", and one that went backwards (a registry restored from a
 * backup) must be thrown away, else the query would wait for a future that is already past.
 *
 * @see Consul API, "Blocking Queries", implementation details
 * @returns the index to send, or `undefined` to ask without blocking
 */
export function nextConsulIndex(
  previous: number | undefined,
  header: string | null,
): number | undefined {
  const index = header === null ? Number.NaN : Number(header);
  if (!Number.isSafeInteger(index) || index < 1) return undefined;
  return previous !== undefined && index < previous ? undefined : index;
}
