import { requireNumber, requireOneOf } from '../options';
import { labelsFit, type LabelMatcher } from './label-matcher';
import type { Labels } from './labels';

/** A time for which it is known beforehand that something will not work. */
export interface MaintenanceWindow {
  /** What people call it. */
  readonly name: string;
  /** What it is about; without any, everything. */
  readonly matchers?: readonly LabelMatcher[] | undefined;
  /** Epoch milliseconds of the first time. */
  readonly startsAt: number;
  /** Milliseconds, > 0. */
  readonly duration: number;
  /** Comes again after that many milliseconds of time, which is a day or a week. Default: once. */
  readonly every?: 'day' | 'week' | undefined;
}

const DAY = 86_400_000;

/** Maintenance that was planned: alerts go on, and call nobody while it lasts. */
export class Maintenance {
  private readonly windows: readonly {
    readonly window: MaintenanceWindow;
    readonly fits: (labels: Labels) => boolean;
    readonly period: number;
  }[];

  /** @throws ConfigurationError naming the option and the allowed range */
  constructor(windows: readonly MaintenanceWindow[] = []) {
    this.windows = windows.map((window, index) => {
      const path = `maintenance[${index}]`;
      requireNumber(`${path}.startsAt`, window.startsAt);
      const every = requireOneOf(`${path}.every`, window.every ?? 'once', ['once', 'day', 'week']);
      const period = every === 'once' ? Infinity : every === 'day' ? DAY : 7 * DAY;
      requireNumber(`${path}.duration`, window.duration, { exclusiveMin: 0, max: period });
      return { window, fits: labelsFit(window.matchers ?? [], `${path}.matchers`), period };
    });
  }

  /** The window that holds for an alert of these labels; `undefined` when none does. */
  of(labels: Labels, now: number): MaintenanceWindow | undefined {
    return this.windows.find(({ window, fits, period }) => {
      const passed = now - window.startsAt;
      if (passed < 0) return false;
      const within = period === Infinity ? passed : passed % period;
      return within < window.duration && fits(labels);
    })?.window;
  }
}
