import type { HttpResponse } from '@angular/common/http';
import type { CacheableResponse, CacheKey } from 'ngx-convoy/core';
import type { Observable } from 'rxjs';
import type { KeptBody } from './kept-response';

/** What came of asking a service on behalf of one call or several. */
export interface Landing {
  readonly response: HttpResponse<unknown>;
  /** As it is kept; `undefined` when it may not be, and then it is for the one who asked only. */
  readonly kept: CacheableResponse<KeptBody> | undefined;
  /** Whether the service said that what was kept is still good. */
  readonly isConfirmed: boolean;
}

/** A request that is on its way for everybody who asks the same meanwhile. */
export interface Flight {
  readonly key: CacheKey;
  readonly tags: readonly string[];
  /** Shared; the last one who leaves ends it. */
  readonly landing: Observable<Landing>;
  /** Something has changed since it left: what it brings is old, and not kept. */
  isOutdated: boolean;
}
