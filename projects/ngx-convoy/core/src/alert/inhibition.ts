import type { Alert } from './alert';
import { labelsFit, type LabelMatcher } from './label-matcher';
import type { Labels } from './labels';

/**
 * While an alert fits `source`, those that fit `target` call nobody, if both have the same values in `equal`.
 *
 * A label that is missing on both sides counts as equal. An alert that fits both sides is not silenced by one that fits both
 * as well, so that two alerts cannot silence each other, or one itself.
 *
 * @see Alertmanager, `inhibit_rules`
 */
export interface InhibitionRule {
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  /** Names of labels. Default none. */
  readonly equal?: readonly string[] | undefined;
}

/** Inhibition by rules. */
export class Inhibitions {
  private readonly rules: readonly {
    readonly source: (labels: Labels) => boolean;
    readonly target: (labels: Labels) => boolean;
    readonly equal: readonly string[];
  }[];

  /** @throws ConfigurationError when a matcher cannot be read */
  constructor(rules: readonly InhibitionRule[] = []) {
    this.rules = rules.map(({ source, target, equal = [] }, index) => ({
      source: labelsFit(source, `inhibitions[${index}].source`),
      target: labelsFit(target, `inhibitions[${index}].target`),
      equal,
    }));
  }

  /** Those of `firing` that silence an alert of these labels. */
  of<A extends Pick<Alert, 'labels'>>(labels: Labels, firing: readonly A[]): readonly A[] {
    const found = new Set<A>();
    for (const { source, target, equal } of this.rules) {
      if (!target(labels)) continue;
      const isBoth = source(labels);
      for (const other of firing) {
        if (!source(other.labels)) continue;
        if (isBoth && target(other.labels)) continue;
        if (equal.every((name) => (labels[name] ?? '') === (other.labels[name] ?? ''))) {
          found.add(other);
        }
      }
    }
    return [...found];
  }
}
