import { asyncHandler } from '../http/handler.ts';
import type { Application, Handler, Request } from '../http/handler.ts';
import type { Fault, FaultType } from './fault.ts';
import type { FaultTarget } from './fault-target.ts';
import { parseFaults } from './parse-faults.ts';

interface FaultRoute {
  readonly path: string;
  /**
   * The targets a request speaks of.
   * @throws Problem when there is none.
   */
  readonly select: (req: Request) => readonly FaultTarget[];
  /** Types that can be set here, if fewer than the target knows. */
  readonly faultTypes?: readonly FaultType[];
}

/** Sets, shows and clears faults over HTTP. Answers when the change is in force, with what is active on the targets. */
export function serveFaults(app: Application, { path, select, faultTypes }: FaultRoute): void {
  const change = (act: (target: FaultTarget, faults: readonly Fault[]) => void): Handler =>
    asyncHandler(async (req, res) => {
      const targets = select(req);
      // Everything is read before anything is changed.
      const changes = targets.map((target) => ({
        target,
        faults:
          req.method === 'DELETE' ? [] : parseFaults(req.body, faultTypes ?? target.faultTypes),
      }));
      for (const { target, faults } of changes) act(target, faults);
      await Promise.all(targets.map((target) => target.settled()));
      res.json(targets.flatMap(describe));
    });

  app.get(path, (req, res) => {
    res.json(select(req).flatMap(describe));
  });
  app.put(
    path,
    change(({ faults }, replacement) => faults.replace(replacement)),
  );
  app.post(
    path,
    change(({ faults }, added) => faults.add(added)),
  );
  app.delete(
    path,
    change(({ faults }) => faults.clear()),
  );
}

function describe({ service, id, faults }: FaultTarget): Record<string, unknown>[] {
  return faults.active.map(({ fault, endsAt }) => ({
    service,
    instance: id,
    ...fault,
    ...(endsAt === undefined ? {} : { remainingMs: Math.max(0, endsAt - Date.now()) }),
  }));
}
