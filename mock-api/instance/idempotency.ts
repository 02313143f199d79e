import type { Request, Response } from '../http/handler.ts';
import { Problem } from '../http/problem.ts';
import { replaceBody } from '../http/replace-body.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly location: string | undefined;
  readonly body: Buffer;
}

type Remembered =
  | { readonly kind: 'asked'; readonly fingerprint: string; readonly answer: Promise<Answer> }
  | { readonly kind: 'undone' };

const capacity = 1_000;

/**
 * What a service remembers about keyed requests, so that one that is sent twice acts once. Shared by its instances.
 *
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export class Idempotency {
  private readonly remembered = new Map<string, Remembered>();

  /**
   * Answers a request whose key is known, as it was answered before; false when the key is new and the request is to be carried out.
   *
   * @throws Problem when the key stands for something else, or was undone.
   */
  async replay(req: Request, res: Response): Promise<boolean> {
    const name = keyName(req);
    if (name === undefined) return false;
    const fingerprint = JSON.stringify(req.body);
    const known = this.remembered.get(name);
    if (known === undefined) {
      this.remember(name, { kind: 'asked', fingerprint, answer: this.record(name, res) });
      return false;
    }
    // TCC, no suspension: a request that comes after its own undo must not act any more.
    if (known.kind === 'undone') {
      throw new Problem(409, 'undone', 'Already undone', 'This key was undone before.');
    }
    if (known.fingerprint !== fingerprint) {
      throw new Problem(
        422,
        'idempotency-key-reused',
        'Key reused',
        'This Idempotency-Key came with another body before.',
      );
    }
    const answer = await known.answer;
    if (answer.location !== undefined) res.location(answer.location);
    res.status(answer.status).set('Idempotent-Replayed', 'true').type(answer.type);
    res.send(answer.body);
    return true;
  }

  /** @returns the body of what a key has created; `undefined` when it created nothing, or was undone. */
  async created(resource: string, key: string): Promise<unknown> {
    const known = this.remembered.get(`${resource} ${key}`);
    if (known?.kind !== 'asked') return undefined;
    const { status, body } = await known.answer;
    return status < 300 ? (JSON.parse(body.toString()) as unknown) : undefined;
  }

  /**
   * Marks a key as undone.
   *
   * @returns the body of what it created; `undefined` when it created nothing, or was undone before.
   */
  undo(resource: string, key: string): Promise<unknown> {
    const created = this.created(resource, key);
    this.remember(`${resource} ${key}`, { kind: 'undone' });
    return created;
  }

  private remember(name: string, what: Remembered): void {
    this.remembered.set(name, what);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > capacity && oldest !== undefined) this.remembered.delete(oldest);
  }

  private record(name: string, res: Response): Promise<Answer> {
    return new Promise((resolve) => {
      replaceBody(res, (body, send) => {
        // Our own failure settles nothing: the next try may succeed.
        if (res.statusCode >= 500) this.remembered.delete(name);
        resolve({
          status: res.statusCode,
          type: res.get('Content-Type') ?? 'application/json',
          location: res.get('Location'),
          body,
        });
        send(body);
      });
    });
  }
}

/** Keys count per resource: two services behind one checkout may well be sent the same. */
function keyName(req: Request): string | undefined {
  const key = req.get('Idempotency-Key');
  return req.method === 'POST' && key !== undefined ? `${req.path.slice(1)} ${key}` : undefined;
}
