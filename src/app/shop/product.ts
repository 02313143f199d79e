/** Rows as the shop's services answer them. Amounts are integer minor units. */

export interface Product {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly image: string;
  readonly hue: number;
  readonly rating: number;
  readonly reviews: number;
}

export interface Price {
  /** The product's id. */
  readonly id: number;
  readonly amount: number;
  readonly currency: string;
  readonly listAmount: number;
  readonly discount?: { readonly percent: number; readonly reason: string };
}

export interface Stock {
  /** The product's id. */
  readonly id: number;
  readonly available: number;
  readonly warehouse: string;
  readonly restockAt: string | null;
}

export interface Recommendation {
  /** The customer's id. */
  readonly id: number;
  readonly strategy: string;
  readonly products: readonly { readonly productId: number; readonly reason: string }[];
}
