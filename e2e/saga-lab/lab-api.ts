/** What a run is started with: the input of the sample app's checkout, or of its transfer. */
export type LabInput =
  | {
      readonly kind: 'order';
      readonly id: string;
      readonly order: {
        readonly customerId: number;
        readonly lines: readonly {
          readonly productId: number;
          readonly quantity: number;
          readonly unitAmount: number;
        }[];
        readonly total: number;
        readonly method: string;
        readonly country: string;
      };
    }
  | {
      readonly kind: 'transfer';
      readonly id: string;
      readonly transfer: {
        readonly fromAccountId: number;
        readonly beneficiary: string;
        readonly toIban: string;
        readonly amount: number;
        readonly reference: string;
      };
    };

/** What the page in the laboratory can be asked for, as `window.lab`. */
export interface Lab {
  start(input: LabInput): Promise<'new' | 'existing'>;
  cancel(id: string): Promise<void>;
  retry(id: string): Promise<void>;
  /** The page stops for ever before or after the n-th write of the journal from now, n >= 1. */
  dieAt(write: number, phase: 'before' | 'after'): void;
  /** Corrects the clock. */
  jump(ms: number): void;
  statuses(): Readonly<Record<string, string>>;
  isRunner(): boolean;
  journal(): string;
  events(id: string): Promise<string>;
}

declare global {
  interface Window {
    readonly lab: Lab;
  }
}
