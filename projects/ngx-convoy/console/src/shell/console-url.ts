import { computed, inject, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, type Params } from '@angular/router';
import type { ServiceOrder } from '../fleet/arrange';

/**
 * What a screen shows, kept in the URL, so that a link, a reload and the back button show the same.
 *
 * `q` filters, `sort` orders, `sel` names what is selected (a service, a trace), `panel` names another side
 * panel, `show` narrows a list down to one kind.
 */
@Service({ autoProvided: false })
export class ConsoleUrl {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly params = toSignal(this.route.queryParamMap, { requireSync: true });

  readonly query = computed(() => this.params().get('q') ?? '');
  readonly order = computed<ServiceOrder>(() =>
    this.params().get('sort') === 'state' ? 'state' : 'name',
  );
  readonly selected = computed(() => this.params().get('sel') ?? undefined);
  readonly panel = computed(() => this.params().get('panel') ?? undefined);

  readonly kind = computed(() => this.params().get('show') ?? undefined);

  /** Typing must not fill the history with half a word a time. */
  filter(query: string): void {
    this.change({ q: query === '' ? null : query }, true);
  }

  sort(order: string): void {
    this.change({ sort: order === 'state' ? order : null }, true);
  }

  show(kind: string | undefined): void {
    this.change({ show: kind ?? null }, true);
  }

  select(name: string): void {
    this.change({ sel: name, panel: null });
  }

  closePanel(): void {
    this.change({ sel: null, panel: null });
  }

  private change(queryParams: Params, replaceUrl = false): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  }
}
