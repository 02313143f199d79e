/** Carries the type of a result through data that does not hold one yet. Nothing has this property. */
export declare const RESULT: unique symbol;

/** What a plan can run: a task, or another plan. `R` is what comes of it. */
export interface Runnable<out R> {
  readonly kind: 'task' | 'plan';
  readonly [RESULT]?: R;
}
