import {
  AllowedOrigins,
  AnswerGate,
  readRemembered,
  writeEndpoints,
  type EndpointDefinition,
} from 'ngx-convoy/core';
import type { EndpointMemory } from './endpoint-memory';
import type { EndpointSource } from './endpoint-source';
import type { RegistryOptions } from './with-registry';

/** What is to be done with an answer. */
export interface Supply {
  /** The instances to use; `undefined`: go on with those that are there. */
  readonly endpoints: readonly EndpointDefinition[] | undefined;
  /** Why they are not what the registry says, in words. */
  readonly stale: string | undefined;
  /** What else is wrong with the answer, in words. */
  readonly warning: string | undefined;
}

/**
 * Between a registry and the choice of an instance: what the list may not contain is taken out, what cannot be right is
 * held back, and what was good is remembered over a reload.
 */
export class Supplier {
  private readonly gate: AnswerGate;
  private readonly origins = new Map<EndpointSource, AllowedOrigins>();

  constructor(
    private readonly service: string,
    private readonly options: RegistryOptions,
    private readonly memory: EndpointMemory | null,
    /** Of the page. */
    private readonly origin: string,
    private readonly now: () => number,
  ) {
    this.gate = new AnswerGate(options);
  }

  /** The last good instances of an earlier visit, as far as they are still allowed. */
  recall(source: EndpointSource): readonly EndpointDefinition[] | undefined {
    const kept = readRemembered(this.memory?.read(this.service), this.now());
    const allowed = kept?.endpoints.filter((one) => this.isAllowed(one, source));
    return allowed === undefined || allowed.length === 0 ? undefined : allowed;
  }

  /**
   * @param current the instances in use
   * @param source whoever has said so
   */
  consider(
    current: readonly EndpointDefinition[],
    answer: readonly EndpointDefinition[],
    source: EndpointSource,
  ): Supply {
    const allowed = answer.filter((one) => this.isAllowed(one, source));
    const forbidden = answer.filter((one) => !allowed.includes(one));
    const warning = forbidden.length === 0 ? undefined : describeForbidden(forbidden);
    const stale = this.gate.hold(current, allowed, this.now());
    if (stale !== undefined) return { endpoints: undefined, stale, warning };
    this.remember(allowed);
    return { endpoints: allowed, stale: undefined, warning };
  }

  private remember(endpoints: readonly EndpointDefinition[]): void {
    if (this.memory === null || endpoints.length === 0) return;
    const text = writeEndpoints({ at: this.now(), endpoints });
    if (text !== undefined) this.memory.write(this.service, text);
  }

  private isAllowed({ url }: EndpointDefinition, source: EndpointSource): boolean {
    if (source.origin === 'app') return true;
    const absolute = url.startsWith('/') ? this.origin + url : url;
    return this.originsFor(source).allows(absolute);
  }

  private originsFor(source: EndpointSource): AllowedOrigins {
    let origins = this.origins.get(source);
    if (origins === undefined) {
      const hosts = [...sameHost(this.origin), ...sameHost(source.origin)];
      origins = new AllowedOrigins(this.options.allowedOrigins ?? hosts);
      this.origins.set(source, origins);
    }
    return origins;
  }
}

function describeForbidden([first, ...others]: readonly EndpointDefinition[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `lists ${first?.url ?? ''}${more}, which allowedOrigins forbids: not called`;
}

/** The same host at any port; from `http` to `https`, but not back. */
function sameHost(url: string): readonly string[] {
  // A page without an origin, such as a file, has no host that others could share.
  if (!URL.canParse(url)) return [];
  const { protocol, hostname } = new URL(url);
  const secure = `https://${hostname}:*`;
  return protocol === 'https:' ? [secure] : [secure, `http://${hostname}:*`];
}
