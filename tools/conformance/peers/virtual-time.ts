import { ManualClock } from 'ngx-convoy/testing';

/**
 * The time of the scene. What runs inside sees it as `Date`, `setTimeout` and `setInterval`: the scene has globals of its
 * own, so that nothing outside of it notices.
 *
 * It begins at the turn of a year, which is on the edge of every bucket as the tables want it, and not at 0: peers take a
 * time of 0 for none.
 */
export const time = new ManualClock();

/** Gives the scene's globals the virtual time. Called once, before a peer is loaded. */
export function installVirtualTime(scene: typeof globalThis): void {
  const RealDate = scene.Date;
  class VirtualDate extends RealDate {
    constructor(...parts: readonly number[]) {
      super(parts[0] ?? time.now());
    }
    static override now(): number {
      return time.now();
    }
  }
  const cancels = new Map<object, () => void>();
  const schedule = (run: () => void, ms: number | undefined, repeats: boolean): object => {
    const handle = { ref: () => handle, unref: () => handle };
    const arm = (): void => {
      cancels.set(
        handle,
        time.schedule(time.now() + Math.max(1, ms ?? 0), () => {
          cancels.delete(handle);
          if (repeats) arm();
          run();
        }),
      );
    };
    arm();
    return handle;
  };
  const cancel = (handle: object): void => {
    cancels.get(handle)?.();
    cancels.delete(handle);
  };
  Object.assign(scene, {
    Date: VirtualDate,
    setTimeout: (run: () => void, ms?: number) => schedule(run, ms, false),
    setInterval: (run: () => void, ms?: number) => schedule(run, ms, true),
    clearTimeout: cancel,
    clearInterval: cancel,
  });
}
