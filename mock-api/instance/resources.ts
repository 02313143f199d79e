import jsonServer from 'json-server';
import { Fields } from '../http/fields.ts';
import { asyncHandler } from '../http/handler.ts';
import type { Handler } from '../http/handler.ts';
import { Problem } from '../http/problem.ts';
import { table } from '../services/service-definition.ts';
import type { Row, ServiceDefinition, Tables } from '../services/service-definition.ts';
import { Idempotency } from './idempotency.ts';

/** The resources of one service, to be mounted by each of its instances: what one writes, its sisters see. */
export function serveResources(definition: ServiceDefinition, seed: number): Handler[] {
  const tables = definition.tables(seed);
  const idempotency = new Idempotency();
  return [
    requireObject,
    byKey(definition, tables, idempotency),
    asyncHandler(async (req, res, next) => {
      if (!(await idempotency.replay(req, res))) next();
    }),
    createByRules(definition, tables),
    quietRouter(tables),
  ];
}

const requireObject: Handler = (req, _res, next) => {
  if (['POST', 'PUT', 'PATCH'].includes(req.method)) new Fields(req.body);
  next();
};

/** `GET` and `DELETE /payments/by-key/<Idempotency-Key>`: what became of a POST, and taking it back. */
function byKey(
  { rules = {} }: ServiceDefinition,
  tables: Tables,
  idempotency: Idempotency,
): Handler {
  return asyncHandler(async (req, res, next) => {
    const [, resource = '', encoded = ''] = /^\/([^/]+)\/by-key\/([^/]+)$/.exec(req.path) ?? [];
    const undo = rules[resource]?.undo;
    if (undo === undefined || !['GET', 'DELETE'].includes(req.method)) {
      next();
      return;
    }
    const key = decodeURIComponent(encoded);
    const isAsking = req.method === 'GET';
    const created = await (isAsking
      ? idempotency.created(resource, key)
      : idempotency.undo(resource, key));
    const row = table(tables, resource).find(({ id }) => id === rowId(created));
    if (isAsking) {
      if (row === undefined) {
        throw new Problem(404, 'no-such-key', 'No such key', 'This key has created nothing here.');
      }
    } else if (row === undefined) {
      // TCC, empty rollback: what never arrived, or is undone already, is undone.
      res.json({ status: 'nothing-to-undo' });
      return;
    } else {
      undo.revert?.(row, tables);
      row['status'] = undo.status;
    }
    res.json(row);
  });
}

function rowId(created: unknown): Row['id'] | undefined {
  return typeof created === 'object' && created !== null ? (created as Row).id : undefined;
}

function createByRules({ rules = {} }: ServiceDefinition, tables: Tables): Handler {
  return (req, _res, next) => {
    const resource = req.path.slice(1);
    if (req.method === 'POST' && tables[resource] !== undefined) {
      const body = new Fields(req.body);
      refuseTakenId(body.all['id'], table(tables, resource));
      const columns = rules[resource]?.create(body, tables);
      if (columns !== undefined) {
        req.body = { ...body.all, ...columns, createdAt: new Date().toISOString() };
      }
    }
    next();
  };
}

function refuseTakenId(id: unknown, rows: readonly Row[]): void {
  if (rows.some((row) => String(row.id) === String(id))) {
    throw new Problem(409, 'id-taken', 'Id taken', `There is a row with the id ${String(id)}.`);
  }
}

/** json-server's router without its last handler, which prints stacks and sends them to the caller. */
function quietRouter(tables: Tables): Handler {
  const router = jsonServer.router(tables);
  router.stack.pop();
  return router;
}
