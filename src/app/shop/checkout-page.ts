import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { DatePipe } from '@angular/common';
import { RouterLink } from '@angular/router';
import { latestRun } from '../sagas/latest-run';
import { SagaProgress, type StepLabels } from '../sagas/saga-progress';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';
import { MoneyPipe } from '../shared/money';
import { PersonSelect } from '../shared/person-select';
import { Basket } from './basket';
import { orderNews } from './order-news';
import { placeOrder, type OrderRequest } from './place-order';
import type { Price } from './product';

interface Customer {
  readonly id: number;
  readonly country: string;
}

interface PaymentMethod {
  readonly id: string;
  readonly label: string;
}

/** A card that every bank refuses: for seeing what an order does that cannot be paid. */
const DECLINED = 'card-declined';

const LABELS: StepLabels = {
  reserve: 'Goods kept back for you',
  order: 'Order written down',
  pay: 'Paid',
  ship: 'Parcel announced',
  notify: 'Confirmation sent',
};

/** From the basket to the parcel: one order, whatever happens on the way. */
@Component({
  selector: 'app-checkout-page',
  imports: [DatePipe, MoneyPipe, PersonSelect, RouterLink, SagaProgress],
  templateUrl: './checkout-page.html',
  styleUrl: './checkout-page.scss',
  host: { class: 'page' },
})
export class CheckoutPage {
  private readonly person = inject(CurrentPerson);
  private readonly basket = inject(Basket);

  private readonly prices = live<readonly Price[]>(() => '/api/pricing/prices', { every: 5_000 });
  private readonly customer = live<Customer>(() => `/api/orders/customers/${this.person.id()}`, {
    every: 60_000,
  });
  private readonly allMethods = live<readonly PaymentMethod[]>(
    () => `/api/payments/methods?customerId=${this.person.id()}&customerId=1`,
    { every: 60_000 },
  );

  protected readonly methods = computed(() => {
    const methods = this.allMethods();
    const own = `card-${this.person.id()}`;
    return methods.kind === 'ready'
      ? methods.value.filter(({ id }) => [own, DECLINED].includes(id) || id.startsWith('sepa'))
      : [];
  });
  private readonly typed = signal<string | undefined>(undefined);
  protected readonly method = computed(() => this.typed() ?? this.methods()[0]?.id);

  protected readonly rows = computed(() => {
    const prices = this.prices();
    const known = new Map(prices.kind === 'ready' ? prices.value.map((row) => [row.id, row]) : []);
    return this.basket
      .lines()
      .map((line) => ({ line, unitAmount: known.get(line.productId)?.amount }));
  });

  /** What would be ordered now; `undefined` while anything that it needs is not known. */
  private readonly request = computed<OrderRequest | undefined>(() => {
    const customer = this.customer();
    const method = this.method();
    const lines = this.rows().flatMap(({ line: { productId, quantity }, unitAmount }) =>
      unitAmount === undefined ? [] : [{ productId, quantity, unitAmount }],
    );
    if (customer.kind !== 'ready' || method === undefined) return undefined;
    if (lines.length === 0 || lines.length < this.rows().length) return undefined;
    return {
      customerId: customer.value.id,
      lines,
      total: lines.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0),
      method,
      country: customer.value.country.toLowerCase(),
    };
  });
  protected readonly total = computed(() => this.request()?.total);

  protected readonly labels = LABELS;
  protected readonly order = latestRun(placeOrder);
  protected readonly news = computed(() => {
    const run = this.order.run();
    return run && orderNews(run.status(), run.failure(), run.result());
  });

  constructor() {
    // What was bought is not wanted any more, in whichever tab the order went through.
    effect(() => {
      if (this.news()?.kind === 'done') untracked(() => this.basket.clear());
    });
  }

  protected choose(event: Event): void {
    this.typed.set((event.target as HTMLSelectElement).value);
  }

  protected place(event: Event): void {
    event.preventDefault();
    const request = this.request();
    if (request !== undefined) this.order.start(request);
  }

  protected cancel(): void {
    // One that is paid says so itself.
    this.order
      .run()
      ?.cancel({ by: 'customer', reason: 'changed their mind' })
      .catch(() => undefined);
  }
}
