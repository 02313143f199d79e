import { CallCounters, KIND, ServiceSeries, TrafficWindow } from 'ngx-convoy/core';
import { bytesPerTime } from '../../harness/memory.ts';
import type { Contender, GaugeCase, TimeCase } from '../../harness/suite.ts';
import { durationOf, MIDNIGHT } from './traffic-of-a-service';

const ALL = 'ngx-convoy, all metrics';

/** A service that is called every so many milliseconds, with all that is kept of its calls. */
function observer(name: string, every: number): Contender {
  const traffic = new TrafficWindow();
  const series = new ServiceSeries();
  const counters = new CallCounters();
  // In an object of numbers: a variable that a closure keeps would be allocated anew with each call.
  const time = Float64Array.of(MIDNIGHT);
  let call = 0;
  return {
    name,
    run: (times) => {
      for (let done = 0; done < times; done += 1) {
        const now = (time[0] ?? 0) + every;
        time[0] = now;
        call += 1;
        const kind = call % 50 === 0 ? KIND.server : KIND.success;
        const ms = durationOf(call);
        traffic.record(kind === KIND.success ? 'success' : 'failure', ms, now);
        series.record(kind, ms, now);
        counters.record(kind, ms, 1);
        series.saturate(call % 3, (call % 5) / 4);
      }
    },
  };
}

/** The last minute alone, as an application without metrics keeps it. */
function trafficAlone(): Contender {
  const traffic = new TrafficWindow();
  let now = MIDNIGHT;
  let call = 0;
  return {
    name: 'the last minute alone',
    run: (times) => {
      for (let done = 0; done < times; done += 1) {
        traffic.record('success', durationOf((call += 1)), (now += 1));
      }
    },
  };
}

export const observing: TimeCase = {
  kind: 'time',
  name: 'observing one finished request',
  baseline: 'the last minute alone',
  places: ['node', 'chromium'],
  contenders: [
    trafficAlone(),
    observer(ALL, 1),
    observer('ngx-convoy, ten calls a second', 100),
    observer('ngx-convoy, one call a second', 1_000),
  ],
  targets: [{ contender: ALL, atMost: 150 }],
};

/**
 * Numbers that are objects already, as those of a real call are: whoever hands a number that is not from one function to another
 * may make an object of it, which would be taken for ours.
 */
function boxed(count: number, numberAt: (at: number) => number): readonly (number | string)[] {
  // The word keeps the engine from storing bare numbers.
  return Array.from({ length: count }, (_, at) => (at === 0 ? 'first' : numberAt(at)));
}

/** @param every milliseconds between two calls */
function bytesOfCall(every: number): Promise<number> {
  const traffic = new TrafficWindow();
  const series = new ServiceSeries();
  const counters = new CallCounters();
  const moments = boxed(500_000, (at) => MIDNIGHT + at * every + 0.5);
  const lengths = boxed(500_000, (at) => durationOf(at) + 0.25);
  let call = 0;
  return bytesPerTime((times) => {
    for (let done = 0; done < times; done += 1) {
      call += 1;
      const now = moments[call];
      const ms = lengths[call];
      if (typeof now !== 'number' || typeof ms !== 'number')
        throw new Error('There is no such call.');
      traffic.record('success', ms, now);
      series.record(KIND.success, ms, now);
      counters.record(KIND.success, ms, 1);
      series.saturate(call & 1, call & 1);
    }
  }, 200_000);
}

export const observingBytes: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'observing one finished request, bytes allocated',
  baseline: ALL,
  contenders: [
    { name: ALL, read: () => bytesOfCall(0) },
    // A call a millisecond: with its share of the row of each second, and of what is packed after ten.
    { name: 'ngx-convoy, with rows that end', read: () => bytesOfCall(1) },
  ],
  targets: [{ contender: ALL, atMost: 1 }],
};
