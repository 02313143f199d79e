import { HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { CLOCK, type Fallback } from 'ngx-convoy';
import { ConfigurationError } from 'ngx-convoy/core';
import { defer, of } from 'rxjs';
import { isReading } from './is-harmless';

/**
 * Falls back to a fixed value as the body of the answer. For GET and HEAD.
 *
 * @param value plain data; every answer gets a copy
 * @param options `path`: only for requests whose path, after the service's prefix, begins with this
 * @throws ConfigurationError when the value is no plain data, or the path does not begin with '/'
 */
export function fromStatic(
  value: unknown,
  { path = '' }: { readonly path?: string | undefined } = {},
): Fallback {
  requirePath(path);
  const original = copyOfValue(value);
  return {
    kind: 'static',
    strategy: () => {
      const clock = inject(CLOCK);
      return {
        answer: ({ call, mark }) => {
          const { request } = call;
          if (!isReading(request) || !call.path.startsWith(path)) return undefined;
          return defer(() => {
            const body = structuredClone(original);
            const response = new HttpResponse<unknown>({ body, url: request.urlWithParams });
            return of(mark(response, 'static', clock.now()));
          });
        },
      };
    },
  };
}

/** @throws ConfigurationError when it does not begin with '/' */
export function requirePath(path: string): string {
  if (path !== '' && !path.startsWith('/')) {
    throw new ConfigurationError('path', path, "a path that begins with '/'");
  }
  return path;
}

/** Once at start-up, so that a later change of the original changes nothing. */
function copyOfValue(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    throw new ConfigurationError('value', value, 'plain data that can be copied');
  }
}
