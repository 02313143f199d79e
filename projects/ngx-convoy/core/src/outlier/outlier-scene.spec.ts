import { ManualClock } from 'ngx-convoy/testing';
import { type Ejection, OutlierDetector } from './outlier-detector';
import type { OutlierOptions } from './outlier-options';

/** So many instances, named a, b, c; ejections do not vary unless said otherwise. */
export function setUp(count: number, options: OutlierOptions = {}, draw = 0.5) {
  const clock = new ManualClock();
  const ejections: Ejection[] = [];
  const outliers = new OutlierDetector(
    options,
    () => draw,
    (ejection) => ejections.push(ejection),
  );
  const ids = Array.from({ length: count }, (_, i) => String.fromCharCode(97 + i));
  // The time starts with the first look.
  for (const id of ids) {
    outliers.watch(id);
    outliers.isEjected(id, clock.now());
  }

  const record = (id: string, succeeded: number, failed = 0) => {
    // Successes in between, so that there are never many failures in a row.
    const total = succeeded + failed;
    for (let i = 0; i < total; i++) {
      const fails = Math.floor(((i + 1) * failed) / total) > Math.floor((i * failed) / total);
      outliers.record(id, !fails, clock.now());
    }
  };
  const fail = (id: string, times = 5) => {
    for (let i = 0; i < times; i++) outliers.record(id, false, clock.now());
  };
  const out = () => ids.filter((id) => outliers.isEjected(id, clock.now())).join('');
  /** Who is out after the next look at the rates. */
  const outAfterLook = () => {
    clock.advance(10_000);
    return out();
  };
  return { outliers, clock, ejections, record, fail, out, outAfterLook };
}
