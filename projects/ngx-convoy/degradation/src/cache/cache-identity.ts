import type { HttpRequest } from '@angular/common/http';
import { inject, Injector, runInInjectionContext, Service, untracked } from '@angular/core';
import { DEGRADATION } from '../degradation-options';

/**
 * Whose request it is: who is signed in, as the app says, and what the request itself says of it. As a whole and not as a
 * hash: it stays in memory, and two users can never meet in one key.
 */
@Service()
export class CacheIdentity {
  private readonly options = inject(DEGRADATION);
  private readonly injector = inject(Injector);

  /** Whether the app says who is signed in. */
  readonly isTold = this.options.identity !== undefined;

  /** Who is signed in, as the app says; empty for nobody. Reactive, when what the app says is. */
  user(): string {
    const { identity } = this.options;
    return identity === undefined ? '' : (runInInjectionContext(this.injector, identity) ?? '');
  }

  of({ headers }: HttpRequest<unknown>): string {
    return identityText(
      untracked(() => this.user()),
      headers.get('Authorization') ?? '',
    );
  }
}

/** What of identities begins with, as long as nobody else is signed in. */
export function identityText(user: string, authorization: string): string {
  return JSON.stringify([user, authorization]);
}

/** Who was signed in when something was kept. */
export function userOf(identity: string): string {
  const [user] = JSON.parse(identity) as [string, string];
  return user;
}
