import type { CacheHeaders } from 'ngx-convoy/core';

/** Development only: what is kept and can never be shown must not look like a fallback. */
export class UnmetDemands {
  private readonly told = new Set<string>();

  /** Says once for a service that its answers forbid what `fromCache` is there for. */
  look(service: string, headers: CacheHeaders): void {
    const control = headers['cache-control'] ?? '';
    if (this.told.has(service) || !/\b(no-cache|must-revalidate)\b/i.test(control)) return;
    this.told.add(service);
    console.error(
      `ngx-convoy: '${service}' has fromCache() among its fallbacks, but says 'Cache-Control: ${control}', which ` +
        'forbids to show an answer without asking. Let it say max-age=0 instead, or agree on it and use ' +
        'fromCache({ unconfirmed: true }).',
    );
  }
}
