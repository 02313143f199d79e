/** What tells the points of a family apart. Names as OpenTelemetry writes them. */
export type Attributes = Readonly<Record<string, string>>;

/** A number. */
export interface NumberPoint {
  readonly attributes: Attributes;
  readonly value: number;
}

/** A distribution. */
export interface HistogramPoint {
  readonly attributes: Attributes;
  /** Counts by bucket, not cumulative; one more than there are bounds. */
  readonly buckets: readonly number[];
  readonly count: number;
  readonly sum: number;
}

interface Family {
  /** As OpenTelemetry writes it: with dots, without unit. */
  readonly name: string;
  readonly help: string;
  /** UCUM, such as `s`; empty for what is counted. */
  readonly unit: string;
}

/**
 * Numbers of one meaning, as exporters take them. A `counter` only grows while the page lives; a `gauge` is how it is just now;
 * a `histogram` is a counter for each bucket.
 */
export type MetricFamily =
  | (Family & { readonly type: 'counter'; readonly points: readonly NumberPoint[] })
  | (Family & { readonly type: 'gauge'; readonly points: readonly NumberPoint[] })
  | (Family & {
      readonly type: 'histogram';
      /** Upper bounds, ascending, in the unit. */
      readonly bounds: readonly number[];
      readonly points: readonly HistogramPoint[];
    });
