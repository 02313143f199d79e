import {
  nextConsulIndex,
  parseConsulAnswer,
  parseConsulStates,
  type EndpointDefinition,
} from 'ngx-convoy/core';
import { askRegistry } from './ask-registry';
import type { EndpointSourceRuntime } from './endpoint-source';

/** What a query yields: the answer, and the index to block on next. A text says what is wrong. */
export interface ConsulReply<T> {
  readonly found: T | string;
  /** `undefined`: ask without blocking. */
  readonly index: number | undefined;
}

/** Beyond the wait, Consul adds up to a sixteenth of it; then the network has this long, in milliseconds. */
const GRACE = 5_000;

/** Consul's questions. */
export class ConsulQueries {
  constructor(
    private readonly url: string,
    private readonly wait: number,
    private readonly scheme: 'http' | 'https',
    private readonly headers: (() => Readonly<Record<string, string>>) | undefined,
  ) {}

  /** The instances of one service whose checks pass. @param index of the last answer, to wait for the next */
  service(
    name: string,
    index: number | undefined,
    signal: AbortSignal,
    runtime: EndpointSourceRuntime,
  ): Promise<ConsulReply<readonly EndpointDefinition[]>> {
    const path = `/v1/health/service/${encodeURIComponent(name)}?passing=1`;
    const read = (body: unknown): readonly EndpointDefinition[] | string =>
      parseConsulAnswer(body, this.scheme);
    return this.ask(path, read, index, signal, runtime);
  }

  /** The checks of all services, as a text for each that changes with them. */
  states(
    index: number | undefined,
    signal: AbortSignal,
    runtime: EndpointSourceRuntime,
  ): Promise<ConsulReply<ReadonlyMap<string, string>>> {
    return this.ask('/v1/health/state/any?', parseConsulStates, index, signal, runtime);
  }

  private async ask<T>(
    path: string,
    read: (body: unknown) => T | string,
    index: number | undefined,
    signal: AbortSignal,
    runtime: EndpointSourceRuntime,
  ): Promise<ConsulReply<T>> {
    const blocking = index === undefined ? '' : `&index=${index}&wait=${this.wait}ms`;
    const held = index === undefined ? 0 : this.wait + this.wait / 16;
    const request = { signal, headers: this.headers?.() };
    const reply = await askRegistry(this.url + path + blocking, request, held + GRACE, runtime);
    if ('problem' in reply) return { found: reply.problem, index: undefined };
    const next = nextConsulIndex(index, reply.answer.headers.get('X-Consul-Index'));
    return { found: read(reply.body), index: next };
  }
}
