/** Where identifiers come from. Injected, so that traces are repeatable in tests. */
export interface IdSource {
  /** 32 lower-case hex digits, not all zero (W3C Trace Context, `trace-id`). */
  traceId(): string;
  /** 16 lower-case hex digits, not all zero (W3C Trace Context, `parent-id`). */
  spanId(): string;
  /** Whether the last 56 bits of trace ids are random: others may then sample by them (W3C Trace Context, Level 2). */
  readonly isRandom?: boolean | undefined;
}
