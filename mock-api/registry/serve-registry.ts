import type { Application, Handler, Request, Response } from '../http/handler.ts';
import { asyncHandler } from '../http/handler.ts';
import { Problem } from '../http/problem.ts';
import type { Random } from '../random.ts';
import { checkEntry, healthEntry, serviceTags } from './consul-json.ts';
import { parseGoDuration } from './go-duration.ts';
import type { Registry } from './registry.ts';

interface RegistryRoutes {
  readonly registry: Registry;
  /** Draws the jitter of long waits. */
  readonly random: Random;
  /** Whether an answer given now is to be an empty list. Asked after the waiting: who waits is to see what has become of us. */
  readonly isEmptied: () => boolean;
  /** Aborts when the listener closes. */
  readonly signal: () => AbortSignal;
}

const defaultWait = 5 * 60_000;
const longestWait = 10 * 60_000;

/** The half of Consul's HTTP API that is read, as far as a client that discovers services needs it. */
export function serveRegistry(app: Application, routes: RegistryRoutes): void {
  const { registry, isEmptied } = routes;

  /** A blocking query: `index` is what it waits for, `answer` what is true afterwards. */
  const blocking = (index: (req: Request) => number, answer: (req: Request) => unknown): Handler =>
    asyncHandler(async (req, res) => {
      await hold(req, res, () => index(req), routes);
      res.setHeader('X-Consul-Index', String(index(req)));
      res.json(isEmptied() ? [] : answer(req));
    });

  app.get(
    '/v1/health/service/:name',
    blocking(
      (req) => registry.indexOf(String(req.params['name'])),
      (req) =>
        registry
          .instancesOf(String(req.params['name']))
          .filter(({ check }) => !onlyPassing(req) || check.status === 'passing')
          .map(healthEntry),
    ),
  );
  app.get(
    '/v1/health/state/:state',
    blocking(
      () => registry.index,
      (req) =>
        registry.all
          .filter(({ check }) => ['any', check.status].includes(String(req.params['state'])))
          .map(checkEntry),
    ),
  );
  app.get(
    '/v1/catalog/services',
    blocking(
      () => registry.index,
      () => serviceTags(registry.all),
    ),
  );
}

async function hold(
  req: Request,
  res: Response,
  index: () => number,
  { registry, random, signal }: RegistryRoutes,
): Promise<void> {
  const known = readIndex(req);
  if (known === 0) return;
  const wait = readWait(req);
  const left = new AbortController();
  res.once('close', () => left.abort());
  await registry.waitForMove(
    index,
    known,
    // Clients that began together shall not come back together.
    wait + (random() * wait) / 16,
    AbortSignal.any([left.signal, signal()]),
  );
}

function onlyPassing(req: Request): boolean {
  const passing = req.query['passing'];
  return passing !== undefined && passing !== 'false' && passing !== '0';
}

/** 0 when the client knows none: it is answered at once. */
function readIndex(req: Request): number {
  const text = req.query['index'] ?? '0';
  if (typeof text === 'string' && /^\d+$/.test(text)) return Number(text);
  throw invalidQuery('index', text, 'an integer from 0');
}

function readWait(req: Request): number {
  const text = req.query['wait'];
  if (text === undefined || text === '') return defaultWait;
  const wait = typeof text === 'string' ? parseGoDuration(text) : undefined;
  if (wait === undefined) throw invalidQuery('wait', text, 'a duration such as 30s or 1m30s');
  return wait === 0 ? defaultWait : Math.min(wait, longestWait);
}

function invalidQuery(field: string, value: unknown, allowed: string): Problem {
  return new Problem(
    400,
    'invalid-field',
    'A parameter is out of range',
    `"${field}" is ${JSON.stringify(value)}, allowed is ${allowed}.`,
    { members: { field, value, allowed } },
  );
}
