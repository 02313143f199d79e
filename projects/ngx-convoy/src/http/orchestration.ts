import { DOCUMENT, inject, Service } from '@angular/core';
import type { CallRuntime, Cancel, Upstream } from 'ngx-convoy/core';
import { RegistryWatcher } from '../discovery/registry-watcher';
import { IDS } from '../platform/tokens';
import { Upstreams } from '../registry/upstreams';
import { TraceHeaders } from '../trace/trace-headers';
import type { HttpTransportRuntime } from './http-transport';

/** What every call needs from the house, gathered once. */
@Service()
export class Orchestration implements HttpTransportRuntime {
  readonly ids = inject(IDS);
  readonly headers = inject(TraceHeaders);
  readonly runtime: CallRuntime = inject(Upstreams).runtime;

  private readonly watcher = inject(RegistryWatcher);
  private readonly navigator = inject(DOCUMENT).defaultView?.navigator;

  readonly now = (): number => this.runtime.clock.now();
  readonly isOffline = (): boolean => this.navigator?.onLine === false;

  /**
   * Goes on at once when the instances of a service are known; else when the registry has first spoken of it, well or
   * badly, or after `wait` milliseconds. No request made at start-up is lost to a registry that has not answered yet.
   */
  whenKnown(upstream: Upstream, wait: number, goOn: () => void): Cancel | undefined {
    if (upstream.endpoints.length > 0 || !this.watcher.isPending(upstream.name)) {
      goOn();
      return undefined;
    }
    const { clock } = this.runtime;
    const stop = (): void => {
      stopWaiting();
      stopTimer();
    };
    const stopWaiting = this.watcher.whenHeard(upstream.name, () => {
      stopTimer();
      goOn();
    });
    const stopTimer = clock.schedule(clock.now() + wait, () => {
      stopWaiting();
      goOn();
    });
    return stop;
  }
}
