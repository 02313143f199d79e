import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireNumber, requireOneOf } from '../options';

/**
 * What no value means: too few calls, nobody asked.
 *
 * - `ok`: good, because nothing speaks for trouble
 * - `alerting`: bad, for what must always be heard of
 * - `keep-last`: as the last value, for two rounds; after that as `no-data`
 * - `no-data`: neither; an alert says that nothing is known any more, and what is no alert stays none
 *
 * @see Grafana, "Handle no data"
 */
export type NoDataPolicy = 'ok' | 'alerting' | 'keep-last' | 'no-data';

/** When a measured value is worth an alert, and when the alert is over. */
export interface AlertConditionOptions {
  /** The last value that is still good: the condition goes by what lies beyond it, not at it. */
  readonly threshold: number;
  /** Which side of the threshold is bad. Default `'above'`. */
  readonly bad?: 'above' | 'below' | undefined;
  /** Milliseconds, >= 0, that it must stay bad before it is an alert. Default 0. */
  readonly for?: number | undefined;
  /**
   * The value must come back at least to here before recovery begins, so that one that swings around the threshold
   * does not ring each time. On the good side of `threshold`, or equal to it. Default `threshold`.
   */
  readonly recovery?: number | undefined;
  /** Milliseconds, >= 0, that the value must stay recovered before the alert is over. Default 0. */
  readonly keepFiringFor?: number | undefined;
  /** So many of the last rounds must be bad, 1 <= `bad` <= `of` <= 30. Default 1 of 1: the round of now. */
  readonly ofLast?: { readonly bad: number; readonly of: number } | undefined;
  /** Default `'keep-last'`. */
  readonly noData?: NoDataPolicy | undefined;
  /**
   * From how many changes between alert and none, whole, >= 1, within how many milliseconds on, it counts as one alert that
   * flaps. More than `transitions`. `false`: never. Default 4 within 10 minutes.
   */
  readonly flapping?: { readonly transitions: number; readonly within: number } | false | undefined;
}

/** {@link AlertConditionOptions}, checked once; holds no state, so that a rule can be exchanged under a running alert. */
export class AlertCondition {
  readonly threshold: number;
  readonly bad: 'above' | 'below';
  readonly for: number;
  readonly recovery: number;
  readonly keepFiringFor: number;
  readonly badRounds: number;
  readonly rounds: number;
  readonly noData: NoDataPolicy;
  /** `Infinity`: never flaps. */
  readonly transitions: number;
  readonly flapWithin: number;
  private readonly sign: 1 | -1;

  /**
   * @param path of the options, for errors
   * @throws ConfigurationError naming the option and the allowed range
   */
  constructor(options: AlertConditionOptions, path = 'rule') {
    const at = (option: string): string => `${path}.${option}`;
    this.threshold = requireNumber(at('threshold'), options.threshold);
    this.bad = requireOneOf(at('bad'), options.bad ?? 'above', ['above', 'below']);
    this.sign = this.bad === 'below' ? -1 : 1;
    this.for = requireNumber(at('for'), options.for ?? 0, { min: 0 });
    this.recovery = requireNumber(at('recovery'), options.recovery ?? options.threshold);
    this.keepFiringFor = requireNumber(at('keepFiringFor'), options.keepFiringFor ?? 0, { min: 0 });
    const { bad, of } = options.ofLast ?? { bad: 1, of: 1 };
    this.rounds = requireNumber(at('ofLast.of'), of, { min: 1, max: 30, integer: true });
    this.badRounds = requireNumber(at('ofLast.bad'), bad, { min: 1, max: of, integer: true });
    this.noData = requireOneOf(at('noData'), options.noData ?? 'keep-last', NO_DATA_POLICIES);
    const flapping = options.flapping ?? { transitions: 4, within: 600_000 };
    this.transitions =
      flapping === false
        ? Infinity
        : requireNumber(at('flapping.transitions'), flapping.transitions, {
            min: 1,
            integer: true,
          });
    this.flapWithin =
      flapping === false
        ? 0
        : requireNumber(at('flapping.within'), flapping.within, { exclusiveMin: 0 });
    if (this.isBad(this.recovery)) {
      throw new ConfigurationError(
        at('recovery'),
        this.recovery,
        inWords(
          () => `${this.sign === 1 ? 'at most' : 'at least'} the threshold of ${this.threshold}`,
        ),
      );
    }
  }

  isBad(value: number): boolean {
    return value * this.sign > this.threshold * this.sign;
  }

  isRecovered(value: number): boolean {
    return value * this.sign <= this.recovery * this.sign;
  }
}

const NO_DATA_POLICIES: readonly NoDataPolicy[] = ['ok', 'alerting', 'keep-last', 'no-data'];
