export interface Product {
  readonly name: string;
  readonly image: string;
  /** Cents of a euro. */
  readonly listAmount: number;
  readonly description: string;
}

export interface Category {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** Degrees on the colour wheel; its products lie around it. */
  readonly hue: number;
  readonly products: readonly Product[];
}
