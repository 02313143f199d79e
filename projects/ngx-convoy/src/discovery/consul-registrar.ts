import type { EndpointDefinition } from 'ngx-convoy/core';
import {
  RegistrationRefusedError,
  type EndpointRegistrar,
  type EndpointRegistration,
  type EndpointSourceRuntime,
  type RegistryAnswer,
  type RegistryRequest,
} from './endpoint-source';

type Headers = (() => Readonly<Record<string, string>>) | undefined;

/**
 * Announces instances with a check that passes as long as it is renewed in time (`TTL`), and that Consul removes when it
 * was not for ten times as long, a minute at least.
 *
 * @see Consul API, "Register Service", "TTL Check Pass"
 */
export function consulRegistrar(url: string, headers: Headers): EndpointRegistrar {
  const put = async (
    path: string,
    runtime: EndpointSourceRuntime,
    request: Partial<RegistryRequest>,
  ): Promise<RegistryAnswer> => {
    const signal = request.signal ?? new AbortController().signal;
    const sent = { 'Content-Type': 'application/json', ...headers?.() };
    const whole = { ...request, method: 'PUT', headers: sent, signal } as const;
    return runtime.fetch(url + path, whole);
  };
  return {
    announce: async (registration, runtime, signal) => {
      const body = JSON.stringify(serviceOf(registration));
      const answer = await put('/v1/agent/service/register', runtime, { body, signal });
      requireOk(answer, 'an announcement');
      await renew(registration, runtime, signal);
    },
    renew,
    withdraw: async ({ endpoint }, runtime) => {
      const path = `/v1/agent/service/deregister/${encodeURIComponent(endpoint.id)}`;
      const answer = await put(path, runtime, { keepalive: true });
      if (answer.status !== 404) requireOk(answer, 'a withdrawal');
    },
  };

  async function renew(
    { endpoint }: EndpointRegistration,
    runtime: EndpointSourceRuntime,
    signal: AbortSignal,
  ): Promise<boolean> {
    const path = `/v1/agent/check/pass/${encodeURIComponent(`service:${endpoint.id}`)}`;
    const answer = await put(path, runtime, { signal });
    // Consul 1.15 and before says 500 for a check that it does not know.
    if (answer.status === 404 || answer.status === 500) return false;
    requireOk(answer, 'a renewal');
    return true;
  }
}

/** Refusals that pass by themselves: too slow, too early, too often. */
const PASSING: readonly number[] = [408, 425, 429];

function requireOk({ ok, status }: RegistryAnswer, what: string): void {
  if (ok) return;
  if (status >= 400 && status < 500 && !PASSING.includes(status)) {
    throw new RegistrationRefusedError(status);
  }
  throw new Error(`answers ${status} to ${what}`);
}

function serviceOf({ service, endpoint, ttl }: EndpointRegistration): object {
  const { hostname, port, protocol } = new URL(endpoint.url);
  const scheme = protocol.slice(0, -1);
  return {
    ID: endpoint.id,
    Name: service,
    Address: hostname.replace(/^\[|\]$/g, ''),
    Port: Number(port) || (scheme === 'https' ? 443 : 80),
    Meta: metaOf(endpoint, scheme),
    ...(endpoint.weight !== undefined && { Weights: { Passing: endpoint.weight, Warning: 1 } }),
    Check: {
      CheckID: `service:${endpoint.id}`,
      TTL: `${ttl}ms`,
      DeregisterCriticalServiceAfter: `${Math.max(60_000, ttl * 10)}ms`,
    },
  };
}

function metaOf(endpoint: EndpointDefinition, scheme: string): Record<string, string> {
  const { zone, region, version, cost, priority, metadata } = endpoint;
  const meta: Record<string, string> = { ...metadata, scheme };
  for (const [key, value] of Object.entries({ zone, region, version, cost, priority })) {
    if (value !== undefined) meta[key] = String(value);
  }
  return meta;
}
