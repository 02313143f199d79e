import type { OtlpAttribute } from './otlp-span.ts';

/** A number of a counter or a gauge. */
export interface OtlpNumberPoint {
  readonly attributes?: readonly OtlpAttribute[];
  readonly startTimeUnixNano?: string;
  readonly timeUnixNano: string;
  /** A decimal string. */
  readonly asInt?: string;
  readonly asDouble?: number | string;
}

/** A distribution. */
export interface OtlpHistogramPoint {
  readonly attributes?: readonly OtlpAttribute[];
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly count: string;
  readonly sum?: number;
  readonly bucketCounts?: readonly string[];
  readonly explicitBounds?: readonly number[];
}

/** A metric as it travels in OTLP/JSON. */
export interface OtlpMetric {
  readonly name: string;
  readonly description?: string;
  readonly unit?: string;
  readonly gauge?: { readonly dataPoints?: readonly OtlpNumberPoint[] };
  readonly sum?: {
    readonly dataPoints?: readonly OtlpNumberPoint[];
    readonly aggregationTemporality: number;
    readonly isMonotonic?: boolean;
  };
  readonly histogram?: {
    readonly dataPoints?: readonly OtlpHistogramPoint[];
    readonly aggregationTemporality: number;
  };
}

/** The body of a request to `/v1/metrics`. */
export interface OtlpMetrics {
  readonly resourceMetrics?: readonly {
    readonly resource?: { readonly attributes?: readonly OtlpAttribute[] };
    readonly schemaUrl?: string;
    readonly scopeMetrics?: readonly {
      readonly scope?: { readonly name?: string; readonly version?: string };
      readonly schemaUrl?: string;
      readonly metrics?: readonly OtlpMetric[];
    }[];
  }[];
}
