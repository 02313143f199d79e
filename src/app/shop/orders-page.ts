import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Orchestrator, type OrchestrationRun } from 'ngx-convoy';
import { CurrentPerson } from '../shared/current-person';
import { PersonSelect } from '../shared/person-select';
import { PlanParts, type PartLabels } from '../shared/plan-parts';
import { PlanTimeline } from '../shared/plan-timeline';
import { StaleNote } from '../shared/stale-note';
import { Basket } from './basket';
import { orderBook, type OrderEntry, type OrderFindings } from './order-book';
import { OrderCard } from './order-card';
import { orderPage } from './order-plan';

type OrderRun = OrchestrationRun<unknown, OrderFindings>;

interface Look {
  readonly customer: number;
  readonly run: OrderRun;
}

/** What a run has found of somebody's orders so far. */
interface Found {
  readonly customer: number;
  readonly run: OrderRun | undefined;
  readonly kind: 'loading' | 'ready' | 'failed';
  readonly book: readonly OrderEntry[];
}

const LABELS: PartLabels = {
  orders: 'Orders',
  payments: 'Payments',
  messages: 'Messages',
  products: 'Products',
  prices: 'Prices of today',
  parcels: 'Parcels',
};

/** Somebody's orders, put together from six services: whichever of them is down, the page completes with the rest. */
@Component({
  selector: 'app-orders-page',
  imports: [OrderCard, PersonSelect, PlanParts, PlanTimeline, RouterLink, StaleNote],
  templateUrl: './orders-page.html',
  styleUrl: './orders-page.scss',
  host: { class: 'page' },
})
export class OrdersPage {
  private readonly person = inject(CurrentPerson);
  private readonly orchestrator = inject(Orchestrator);
  private readonly destroyRef = inject(DestroyRef);

  protected readonly basket = inject(Basket);
  protected readonly labels = LABELS;
  protected readonly stale = [
    { service: 'catalog', label: 'Products' },
    { service: 'pricing', label: 'Prices' },
  ];
  protected readonly placeholders = [1, 2];

  /** Counts how often somebody wanted to look again. */
  private readonly looks = signal(0);
  private readonly latest = signal<Look | undefined>(undefined);
  protected readonly run = computed(() => this.latest()?.run);

  /** While somebody looks again, what was there stays until all of the new is. */
  protected readonly shown = linkedSignal<Found, Found>({
    source: () => this.found(),
    computation: (found, previous) => {
      const old = previous?.value;
      const isAgain = old?.kind === 'ready' && old.customer === found.customer;
      return isAgain && old.run !== found.run && this.isLooking() ? old : found;
    },
  });
  protected readonly isLooking = computed(() => this.run()?.status() === 'running');

  private readonly found = computed((): Found => {
    const { customer, run } = this.latest() ?? { customer: this.person.id(), run: undefined };
    if (run === undefined) return { customer, run, kind: 'loading', book: [] };
    const results = run.results();
    const book = orderBook(results, run.progress());
    if (results.orders !== undefined) return { customer, run, kind: 'ready', book };
    return { customer, run, kind: run.status() === 'running' ? 'loading' : 'failed', book };
  });

  constructor() {
    effect((onCleanup) => {
      const customer = this.person.id();
      this.looks();
      const run = untracked(() =>
        this.orchestrator.run(orderPage, {
          context: { customer },
          destroyRef: this.destroyRef,
        }),
      );
      this.latest.set({ customer, run });
      onCleanup(() => run.cancel());
    });
  }

  protected lookAgain(): void {
    if (!this.isLooking()) this.looks.update((count) => count + 1);
  }
}
