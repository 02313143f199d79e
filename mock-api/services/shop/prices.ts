import { seededRandom } from '../../random.ts';
import { drawOne } from '../draw.ts';
import { products } from './products.ts';

export interface Price {
  /** The product's id. */
  readonly id: number;
  /** Cents to pay now. */
  readonly amount: number;
  readonly currency: 'EUR';
  /** Cents before any discount. */
  readonly listAmount: number;
  readonly discount?: { readonly percent: number; readonly reason: string };
}

const reasons = ['Autumn sale', 'Last season', 'Two-week offer', 'Bundle of the month'];

/** Every third product or so is reduced. */
export function drawPrices(seed: number): Price[] {
  const random = seededRandom(`${seed}/prices`);
  return products.map(({ id, listAmount }) => {
    const list = { id, amount: listAmount, currency: 'EUR', listAmount } as const;
    if (random() > 0.35) return list;
    const percent = drawOne(random, [5, 10, 15, 20, 25, 30]);
    // To ten cents: a reduced price of 57.12 looks like a mistake.
    const amount = Math.round((listAmount * (100 - percent)) / 1000) * 10;
    return { ...list, amount, discount: { percent, reason: drawOne(random, reasons) } };
  });
}
