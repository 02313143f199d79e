import type { AlertCondition } from './alert-condition';

/**
 * - `inactive`: all is well
 * - `pending`: bad, but not for long enough
 * - `firing`: bad for long enough, or not yet recovered
 * - `recovering`: good again, but not for long enough; still an alert
 * - `flapping`: it came and went too often; one alert until it is calm
 * - `no-data`: it was an alert, or about to be, and nothing can be measured any more
 * - `resolved`: it was an alert and is over; the same as `inactive` for what comes next
 */
export type AlertPhase =
  'inactive' | 'pending' | 'firing' | 'recovering' | 'flapping' | 'no-data' | 'resolved';

/** Rounds without a value for which the last one still speaks, with `keep-last`. */
const KEPT_ROUNDS = 2;
/** Milliseconds after which an alert about which nothing is known any more is over. */
const FORGOTTEN_AFTER = 15 * 60_000;

/**
 * The life of one alert: inactive -> pending -> firing -> recovering -> resolved.
 *
 * Owns no timer and no condition: it moves when a value is handed to it together with the condition of now, so a
 * threshold can be changed while the alert goes on.
 *
 * @see Prometheus alerting rules, `for` and `keep_firing_for`; Grafana, recovery threshold and "Keep last state"
 */
export class AlertLife {
  private current: Exclude<AlertPhase, 'flapping'> = 'inactive';
  private phaseSince = 0;
  private begunAt: number | undefined;
  private alertAt: number | undefined;
  /** A bit for each of the last rounds: 1 was bad. The youngest is the lowest. */
  private badRounds = 0;
  /** Rounds without a value since the last one that had one. */
  private missing = 0;
  /** What the last value was. */
  private wasBad = false;
  private wasRecovered = true;
  /** When it became an alert or ceased to be one, the latest last; no more than the condition asks for. */
  private transitions: number[] | undefined;
  private isFlapping = false;

  get phase(): AlertPhase {
    return this.isFlapping ? 'flapping' : this.current;
  }

  /** Epoch milliseconds at which the value turned bad; `undefined` while there is no alert. */
  get since(): number | undefined {
    return this.begunAt;
  }

  /** Epoch milliseconds from which it has been firing; `undefined` while it is not. */
  get firedAt(): number | undefined {
    return this.alertAt;
  }

  /** Takes the value of now, and says in which phase that puts the alert. */
  evaluate(condition: AlertCondition, value: number | undefined, now: number): AlertPhase {
    // A clock set back must not lengthen a wait by hours: what was waited is forgotten, the phase stays.
    if (now < this.phaseSince) this.phaseSince = now;
    const wasAlert = this.isAlert;
    if (!this.take(condition, value)) this.loseSight(now);
    else this.move(condition, now);
    if (this.isAlert !== wasAlert) this.noteTransition(condition, now);
    if (this.isFlapping) this.calmDown(condition, now);
    return this.phase;
  }

  /** Takes the value in; `false` when nothing is known. */
  private take(condition: AlertCondition, value: number | undefined): boolean {
    const { noData } = condition;
    if (value !== undefined) {
      this.missing = 0;
      this.wasBad = condition.isBad(value);
      this.wasRecovered = condition.isRecovered(value);
    } else {
      this.missing += 1;
      if (noData === 'no-data') return false;
      if (noData === 'keep-last' && this.missing > KEPT_ROUNDS) return false;
      if (noData === 'ok' || noData === 'alerting') {
        this.wasBad = noData === 'alerting';
        this.wasRecovered = !this.wasBad;
      }
    }
    const mask = 2 ** condition.rounds - 1;
    this.badRounds = ((this.badRounds << 1) | (this.wasBad ? 1 : 0)) & mask;
    return true;
  }

  private move(condition: AlertCondition, now: number): void {
    const held = now - this.phaseSince;
    const isBad = ones(this.badRounds) >= condition.badRounds;
    const isRecovered = !isBad && this.wasRecovered;
    switch (this.current) {
      case 'inactive':
      case 'resolved':
        if (isBad) this.begin(condition, now);
        break;
      case 'pending':
        if (!isBad) this.enter('inactive', now);
        else if (held >= condition.for) this.enter('firing', now);
        break;
      case 'firing':
        if (isRecovered) this.recover(condition, now);
        break;
      case 'recovering':
        if (!isRecovered) this.enter('firing', now);
        else if (held >= condition.keepFiringFor) this.enter('resolved', now);
        break;
      case 'no-data':
        if (isRecovered) this.enter('resolved', now);
        else if (isBad && this.alertAt !== undefined) this.enter('firing', now);
        else if (isBad) this.begin(condition, now);
        break;
    }
  }

  private loseSight(now: number): void {
    // What was seen before the gap says nothing about the rounds after it.
    this.badRounds = 0;
    switch (this.current) {
      case 'inactive':
      case 'resolved':
        break;
      case 'pending':
        this.enter('inactive', now);
        break;
      case 'no-data':
        if (now - this.phaseSince >= FORGOTTEN_AFTER) this.enter('resolved', now);
        break;
      default:
        this.enter('no-data', now);
    }
  }

  private begin(condition: AlertCondition, now: number): void {
    this.enter(condition.for > 0 ? 'pending' : 'firing', now);
    this.begunAt = now;
  }

  private recover(condition: AlertCondition, now: number): void {
    this.enter(condition.keepFiringFor > 0 ? 'recovering' : 'resolved', now);
  }

  private enter(phase: Exclude<AlertPhase, 'flapping'>, now: number): void {
    this.current = phase;
    this.phaseSince = now;
    if (phase === 'firing') this.alertAt ??= now;
    if ((phase === 'inactive' || phase === 'resolved') && !this.isFlapping) {
      this.begunAt = undefined;
      this.alertAt = undefined;
    }
  }

  private get isAlert(): boolean {
    return this.current === 'firing' || this.current === 'recovering' || this.current === 'no-data';
  }

  private noteTransition(condition: AlertCondition, now: number): void {
    if (condition.transitions === Infinity) return;
    const { transitions, flapWithin } = condition;
    const recent = (this.transitions ??= []);
    recent.push(now);
    while (recent.length > transitions + 1) recent.shift();
    const first = recent[0] ?? now;
    if (recent.length <= transitions || now - first > flapWithin) return;
    if (!this.isFlapping) this.begunAt ??= first;
    this.alertAt ??= now;
    this.isFlapping = true;
  }

  /** Calm: half the time that it counts for has passed without a change. */
  private calmDown(condition: AlertCondition, now: number): void {
    const last = this.transitions?.at(-1) ?? 0;
    if (now - last < condition.flapWithin / 2) return;
    this.isFlapping = false;
    this.transitions = undefined;
    if (this.isAlert) return;
    // Whatever it is now, the alert that people saw is over.
    this.enter('resolved', now);
  }
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
