import { computed, effect, Service, signal } from '@angular/core';

export interface BasketLine {
  readonly productId: number;
  readonly name: string;
  /** >= 1 */
  readonly quantity: number;
}

const KEY = 'harbour.basket';

/** What somebody wants to buy: kept on this device, so that no service has to be up for it. */
@Service()
export class Basket {
  private readonly state = signal<readonly BasketLine[]>(stored());

  readonly lines = this.state.asReadonly();
  readonly count = computed(() => this.state().reduce((sum, { quantity }) => sum + quantity, 0));

  constructor() {
    effect(() => {
      const text = JSON.stringify(this.state());
      try {
        localStorage.setItem(KEY, text);
      } catch {
        // Full or switched off: the basket lasts until the tab closes.
      }
    });
  }

  add(productId: number, name: string): void {
    const quantity = this.quantityOf(productId) + 1;
    this.put({ productId, name, quantity });
  }

  /** A quantity of 0 takes the line out. */
  change(line: BasketLine, quantity: number): void {
    this.put({ ...line, quantity: Math.max(0, Math.trunc(quantity)) });
  }

  /** Everything in it was bought. */
  clear(): void {
    this.state.set([]);
  }

  private quantityOf(productId: number): number {
    return this.state().find((line) => line.productId === productId)?.quantity ?? 0;
  }

  private put(changed: BasketLine): void {
    this.state.update((lines) => {
      const isOld = lines.some(({ productId }) => productId === changed.productId);
      const all = isOld
        ? lines.map((line) => (line.productId === changed.productId ? changed : line))
        : [...lines, changed];
      return all.filter(({ quantity }) => quantity > 0);
    });
  }
}

function stored(): readonly BasketLine[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isLine) : [];
  } catch {
    return []; // Storage is switched off, or somebody else wrote there.
  }
}

function isLine(value: unknown): value is BasketLine {
  const line = value as Partial<BasketLine> | null;
  return (
    typeof line?.productId === 'number' &&
    typeof line.name === 'string' &&
    typeof line.quantity === 'number' &&
    line.quantity >= 1
  );
}
