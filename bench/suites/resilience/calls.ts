import type { Contender } from '../../harness/suite.ts';

/** A backend that has its answer ready. */
export function resolved(): Promise<number> {
  return Promise.resolve(sink);
}

/** Work that takes no time, and that no compiler can leave out. */
export function work(): void {
  sink = (sink + 1) & 0xff_ffff;
}

let sink = 0;

/** A backend that answers in the next task of the event loop, as a real one does at the earliest. */
export const inNextTask: () => Promise<unknown> =
  typeof setImmediate === 'function' ? () => new Promise(setImmediate) : byMessage();

/** Without the four milliseconds that browsers make nested timers wait. */
function byMessage(): () => Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const waiting: ((value: number) => void)[] = [];
  port1.onmessage = () => waiting.shift()?.(0);
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}

/** Makes a call through something, again and again. */
export function caller(name: string, through: () => () => Promise<unknown>): Contender {
  const repeat = ownLoop('await call();');
  let call: (() => Promise<unknown>) | undefined;
  return {
    name,
    run: (times) => repeat((call ??= through()), times),
  };
}

/** Makes a call that is refused, and takes note of it. */
export function refused(name: string, through: () => Promise<() => Promise<unknown>>): Contender {
  const repeat = ownLoop(
    'try { await call(); } catch { continue; } throw new Error("Let through.");',
  );
  let call: () => Promise<unknown> = () => Promise.resolve();
  return {
    name,
    prepare: async () => {
      call = await through();
    },
    run: (times) => repeat(call, times),
  };
}

/** A backend that is down. */
export function failing(): Promise<never> {
  return Promise.reject(new Error('It is down.'));
}

/**
 * A loop that is compiled for its contender alone: one that all share would be compiled for whoever came before.
 *
 * @param body what is done each time, with `call`
 */
function ownLoop(body: string): (call: () => unknown, times: number) => Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- code of its own is what makes it a loop of its own
  const make = new Function(
    `return async (call, times) => { for (let i = 0; i < times; i += 1) { ${body} } };`,
  ) as () => (call: () => unknown, times: number) => Promise<void>;
  return make();
}
