import type { HttpResponse } from '@angular/common/http';
import { computed, effect, inject, Service, untracked, type Signal } from '@angular/core';
import { callOptionsOf, CLOCK, Frames, type ServiceCall } from 'ngx-convoy';
import {
  mayStore,
  ResponseStore,
  weigh,
  type CacheableResponse,
  type CacheKey,
  type CachePolicy,
  type Reuse,
  type SlotTest,
} from 'ngx-convoy/core';
import { DEGRADATION } from '../degradation-options';
import type { CacheEntry, CacheSelection } from './cache-entry';
import { CacheIdentity, identityText, userOf } from './cache-identity';
import { isSelected, type DropSelection } from './cache-selection';
import { CacheStorage, type CacheStorageState } from './cache-storage';
import { CacheTally, type CacheCounts } from './cache-tally';
import type { ServiceCache } from './http-cache';
import { cacheableResponse, cacheRequest, type KeptBody, type KeptResponse } from './kept-response';

/** An answer that is kept, weighed for a request. */
export interface Found extends Reuse {
  readonly response: KeptResponse;
}

/** Of services whose answers are kept only to stand in for them. */
const STANDBY: CachePolicy = { fresh: 0, staleWhileRevalidate: 0, staleIfError: Infinity };

/** The answers that are kept, for calls: what may be given to whom, what is kept of an answer, and what goes. */
@Service()
export class KeptResponses {
  private readonly clock = inject(CLOCK);
  private readonly options = inject(DEGRADATION);
  private readonly identity = inject(CacheIdentity);
  private readonly storage = inject(CacheStorage);
  private readonly tally = new CacheTally();
  private readonly frame = inject(Frames).signal((revision) => revision);
  private readonly store = new ResponseStore<KeptBody>({ maxEntries: this.options.cacheEntries });
  private readonly droppers = new Set<(isMeant: SlotTest) => void>();
  private readonly keys = new WeakMap<ServiceCall, CacheKey>();
  private signedInAt = -Infinity;
  /** What authorized the last request, by service. */
  private readonly authorized = new Map<string, string>();

  /** What is kept, those used last at the end. At most one new value a frame, while somebody reads it. */
  readonly entries: Signal<readonly CacheEntry[]> = computed(() => {
    this.frame.value();
    return this.look();
  });
  /** What became of calls, by service. */
  readonly counts: Signal<ReadonlyMap<string, CacheCounts>> = computed(() => {
    this.frame.value();
    return this.tally.snapshot();
  });

  /** Where answers are kept beyond the page. */
  readonly storageState: Signal<CacheStorageState> = this.storage.state;

  constructor() {
    this.storage.listen((selection) => {
      this.dropHere((slot) => isSelected(slot, selection));
    });
    if (!this.identity.isTold) return;
    let known = untracked(() => this.identity.user());
    effect(() => {
      const user = this.identity.user();
      untracked(() => {
        // The first look is at whoever has been there from the beginning, and so are their calls.
        if (user !== known) this.signedInAt = this.clock.now();
        known = user;
        this.keepOnly(user);
      });
    });
  }

  /** How many addresses have an answer. */
  get size(): number {
    return this.store.size;
  }

  /** What is configured for a call; `undefined` where there is no cache, or the request wants none. */
  configOf({ service, path, request }: ServiceCall): ServiceCache | undefined {
    const config = this.options.cache?.services.get(service);
    if (config === undefined || callOptionsOf(request).cache === false) return undefined;
    return config.paths.some((prefix) => path.startsWith(prefix)) ? config : undefined;
  }

  /**
   * A good answer as it is kept; `undefined` when it may not be.
   *
   * @param requestTime epoch milliseconds
   */
  form(
    call: ServiceCall,
    response: HttpResponse<unknown>,
    requestTime: number,
  ): CacheableResponse<KeptBody> | undefined {
    const answer = cacheableResponse(response, requestTime, this.clock.now());
    if (answer === undefined || !mayStore(cacheRequest(call.request), answer)) return undefined;
    // A page does not see its cookies: without an identity, what varies by them fits no other request.
    const isBlind = !this.identity.isTold && /\bcookie\b/i.test(answer.headers['vary'] ?? '');
    return isBlind ? undefined : answer;
  }

  /** Keeps an answer in the place of what fitted the same request, unless somebody else has signed in since. */
  put(call: ServiceCall, answer: CacheableResponse<KeptBody>): void {
    if (this.isOfBefore(call)) return;
    const tags = this.options.cache?.services.get(call.service)?.tags(call.path) ?? [];
    const slot = this.store.put(this.keyOf(call), cacheRequest(call.request), answer, tags);
    if (this.configOf(call) !== undefined) this.storage.put(slot);
    this.frame.touch();
  }

  /** What is kept for a call. */
  find(call: ServiceCall): Found | undefined {
    const request = cacheRequest(call.request);
    const response = this.store.find(this.keyOf(call), request);
    if (response === undefined || this.isOfBefore(call)) return undefined;
    return { ...weigh(request, response, this.policyOf(call.service), this.clock.now()), response };
  }

  /** Fetches into memory what only the disk has; `undefined` when it certainly has nothing more. */
  load(call: ServiceCall): Promise<void> | undefined {
    const key = this.keyOf(call);
    if (this.store.has(key) || this.configOf(call) === undefined) return undefined;
    return this.storage.load(key)?.then((slot) => {
      const isMine = this.keyOf(call).identity === key.identity;
      if (slot !== undefined && isMine && !this.store.has(key))
        this.store.restore({ ...slot, key });
    });
  }

  /** Drops what is meant, for everybody and in every tab. */
  invalidate({ service, path, tag }: CacheSelection): void {
    this.drop({ service, tag, paths: path === undefined ? undefined : [path] });
  }

  /** Drops what is no longer true after a change. */
  changed(service: string, paths: readonly string[], tags: readonly string[]): void {
    if (paths.length > 0) this.drop({ service, paths });
    for (const tag of tags) this.drop({ tag });
  }

  /** Counts what became of a call. */
  count(service: string, what: keyof CacheCounts): void {
    this.tally.count(service, what);
    this.frame.touch();
  }

  /** Lets readers see what time alone has changed. */
  refresh(): void {
    this.frame.touch();
  }

  /** Told of everything that is dropped, so that nothing on its way is kept in its place. */
  whenDropped(listener: (isMeant: SlotTest) => void): void {
    this.droppers.add(listener);
  }

  /** What the answer to a call is kept under: by who asks when the call is first looked at, whoever that is later. */
  keyOf(call: ServiceCall): CacheKey {
    let key = this.keys.get(call);
    if (key === undefined) {
      const { request, service, path } = call;
      const { method, responseType: type } = request;
      const parameters = request.urlWithParams.slice(request.url.length);
      const identity = this.identity.of(request);
      key = { service, path: path + parameters, method, type, identity };
      this.keys.set(call, key);
      this.notice(service, request.headers.get('Authorization'));
    }
    return key;
  }

  /** Whether a call is that of who was signed in before: it gets nothing, and nothing of it is kept. */
  private isOfBefore(call: ServiceCall): boolean {
    const user = untracked(() => this.identity.user());
    // What no cache has looked at when it began is known by the time only.
    const isLate = this.configOf(call) === undefined && call.record.start < this.signedInAt;
    return isLate || userOf(this.keyOf(call).identity) !== user;
  }

  /** With another token at the same service, what was kept for the one before is nobody's. */
  private notice(service: string, authorization: string | null): void {
    const before = this.authorized.get(service);
    if (authorization === null || before === authorization) return;
    this.authorized.set(service, authorization);
    if (before === undefined) return;
    const user = untracked(() => this.identity.user());
    const gone = identityText(user, before);
    this.dropHere(({ key }) => key.service === service && key.identity === gone);
    this.storage.forget(user, before);
  }

  /** Nothing of others stays. */
  private keepOnly(user: string): void {
    this.dropHere(({ key }) => !['', user].includes(userOf(key.identity)));
    this.storage.keepOnly(user);
  }

  private drop(selection: DropSelection): void {
    this.dropHere((slot) => isSelected(slot, selection));
    this.storage.drop(selection);
  }

  private dropHere(isMeant: SlotTest): void {
    this.store.drop(isMeant);
    for (const dropper of this.droppers) dropper(isMeant);
    this.frame.touch();
  }

  private policyOf(service: string): CachePolicy {
    return this.options.cache?.services.get(service)?.policy ?? STANDBY;
  }

  private look(): readonly CacheEntry[] {
    const now = this.clock.now();
    return this.store.all().flatMap(({ key, tags, responses }) =>
      responses.map((response) => {
        const { service, path, method } = key;
        const request = { method, header: () => null };
        const reuse = weigh(request, response, this.policyOf(service), now);
        return { service, path, method, tags, age: reuse.age, state: stateOf(reuse) };
      }),
    );
  }
}

function stateOf({ use, mayStandIn }: Reuse): CacheEntry['state'] {
  if (use === 'fresh') return 'fresh';
  if (use === 'validate') return mayStandIn ? 'standby' : 'unsure';
  return 'stale';
}
