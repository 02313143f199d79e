import type jsonServer from 'json-server';

/** json-server brings its own Express; these are Express's types as json-server hands them on. */
export type Application = ReturnType<typeof jsonServer.create>;
export type Handler = ReturnType<typeof jsonServer.defaults>[number];
export type Request = Parameters<Handler>[0];
export type Response = Parameters<Handler>[1];
export type Next = Parameters<Handler>[2];

/**
 * An asynchronous handler whose failure reaches the application's error handler; Express 4 would lose it.
 * Work given up because its listener closed is no failure: there is nobody left to answer.
 */
export function asyncHandler(
  handle: (req: Request, res: Response, next: Next) => Promise<void>,
): Handler {
  return (req, res, next) => {
    handle(req, res, next).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError') res.destroy();
      else next(error);
    });
  };
}
