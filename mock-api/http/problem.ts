import type { Application, Next, Request, Response } from './handler.ts';

/**
 * A refusal that tells the caller what to change: thrown by handlers, answered as `application/problem+json`.
 *
 * @see RFC 9457
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 400..599 */
  readonly status: number;
  /** The last part of the problem's type, `urn:mock-api:<type>`. */
  readonly type: string;
  readonly title: string;
  /** Members of this type of problem, such as `field` and `allowed`. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: string,
    title: string,
    detail: string,
    extra: { members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = status;
    this.type = type;
    this.title = title;
    this.members = extra.members ?? {};
    this.headers = extra.headers ?? {};
  }
}

function sendProblem(res: Response, problem: Problem): void {
  res
    .status(problem.status)
    .set({ 'Cache-Control': 'no-store', ...problem.headers })
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:mock-api:${problem.type}`,
        title: problem.title,
        status: problem.status,
        detail: problem.message,
        ...problem.members,
      }),
    );
}

/** Ends an application: what no route took is 404, what a route threw is a problem. Never a stack, on the wire or the console. */
export function answerProblems(app: Application): void {
  app.use((req: Request, _res: Response, next: Next) => {
    next(
      new Problem(404, 'not-found', 'Not found', `Nothing answers ${req.method} ${req.path} here.`),
    );
  });
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows an error handler by its four parameters.
  app.use((error: unknown, _req: Request, res: Response, _next: Next) => {
    if (res.headersSent) res.destroy();
    else sendProblem(res, toProblem(error));
  });
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  // Body-parser's refusals carry the status they stand for; a SyntaxError is a query such as `?name_like=(`.
  const status =
    error instanceof Error && 'status' in error && typeof error.status === 'number'
      ? error.status
      : error instanceof SyntaxError
        ? 400
        : 500;
  return status < 500
    ? new Problem(status, 'bad-request', 'The request cannot be read', detail)
    : new Problem(500, 'internal', 'The mock backend failed', detail);
}
