import type { HttpResponse } from '@angular/common/http';
import type { ServiceCall } from 'ngx-convoy';
import { invalidatedPaths } from 'ngx-convoy/core';

/**
 * Paths of a service that are no longer true after an answer. What `Location` and `Content-Location` name counts only where
 * the answer came from (RFC 9111, 4.4), which is also what makes it a path of the service.
 */
export function changedPaths(
  { request, path }: ServiceCall,
  { status, headers, url }: HttpResponse<unknown>,
): readonly string[] {
  const named = ['Location', 'Content-Location'].map((name) =>
    servicePath(headers.get(name), url, path),
  );
  return invalidatedPaths(request.method, status, path, named);
}

function servicePath(
  location: string | null,
  url: string | null,
  path: string,
): string | undefined {
  if (location === null || url === null) return undefined;
  const [bare = ''] = path.split(/[?#]/);
  const [asked = ''] = url.split(/[?#]/);
  if (!asked.endsWith(bare)) return undefined;
  const base = asked.slice(0, asked.length - bare.length);
  try {
    const { href } = new URL(location, url);
    return href.startsWith(`${base}/`) ? href.slice(base.length) : undefined;
  } catch {
    return undefined;
  }
}
