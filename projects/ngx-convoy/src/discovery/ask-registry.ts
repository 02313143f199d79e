import type { EndpointSourceRuntime, RegistryAnswer, RegistryRequest } from './endpoint-source';

/** What came of a question: an answer with its body, or what went wrong, in words. */
export type RegistryReply =
  | { readonly answer: RegistryAnswer; readonly body: unknown }
  | { readonly problem: string; readonly answer: RegistryAnswer | undefined };

/**
 * Asks a registry for JSON. Never rejects: everything that can go wrong is put into words.
 *
 * @param limit milliseconds after which it is given up
 */
export async function askRegistry(
  url: string,
  request: RegistryRequest,
  limit: number,
  { clock, fetch }: EndpointSourceRuntime,
): Promise<RegistryReply> {
  const abort = new AbortController();
  const stop = (): void => {
    abort.abort();
  };
  request.signal.addEventListener('abort', stop);
  const cancelLimit = clock.schedule(clock.now() + limit, stop);
  let answer: RegistryAnswer | undefined;
  try {
    answer = await fetch(url, { ...request, signal: abort.signal });
    if (answer.status === 304) return { answer, body: undefined };
    if (!answer.ok) return { problem: `answers ${answer.status}`, answer };
    return { answer, body: await answer.json() };
  } catch (error) {
    // What `fetch` and `json` reject with: no connection, our own limit, a body that is not JSON.
    if (abort.signal.aborted) return { problem: 'does not answer in time', answer };
    const isText = error instanceof SyntaxError;
    return { problem: isText ? 'the answer is not JSON' : 'cannot be reached', answer };
  } finally {
    cancelLimit();
    request.signal.removeEventListener('abort', stop);
  }
}
