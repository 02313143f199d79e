import type { Fault, FaultType } from './fault';

/** A number that a recipe asks for. */
export interface FaultField {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
}

/** A fault that the form offers. */
export interface FaultRecipe {
  readonly type: FaultType;
  readonly label: string;
  readonly fields: readonly FaultField[];
  /** @param read the number in the field of that name */
  readonly make: (read: (field: string) => number) => Fault;
}

/** What can be added by the form; the first is preselected. */
export const FAULT_RECIPES: readonly [FaultRecipe, ...FaultRecipe[]] = [
  {
    type: 'latency',
    label: 'Slow answers',
    fields: [
      { name: 'latency', label: 'Added, ms', min: 0, max: 600_000, value: 1_500 },
      { name: 'jitter', label: 'Give or take, ms', min: 0, max: 600_000, value: 500 },
    ],
    make: (read) => ({ type: 'latency', latency: read('latency'), jitter: read('jitter') }),
  },
  {
    type: 'errors',
    label: 'Errors',
    fields: [
      { name: 'share', label: 'Of requests, %', min: 1, max: 100, value: 50 },
      { name: 'status', label: 'Status', min: 400, max: 599, value: 503 },
    ],
    make: (read) => ({ type: 'errors', rate: read('share') / 100, status: read('status') }),
  },
  {
    type: 'rateLimit',
    label: 'Too many requests (429)',
    fields: [
      { name: 'rate', label: 'Allowed per second', min: 0, max: 10_000, value: 0 },
      { name: 'retryAfter', label: 'Retry-After, s', min: 0, max: 3_600, value: 5 },
    ],
    make: (read) => ({ type: 'rateLimit', rate: read('rate'), retryAfter: read('retryAfter') }),
  },
  { type: 'hang', label: 'Hang, never answer', fields: [], make: () => ({ type: 'hang' }) },
  {
    type: 'malformedJson',
    label: 'Malformed JSON',
    fields: [],
    make: () => ({ type: 'malformedJson' }),
  },
  {
    type: 'truncatedBody',
    label: 'Answers cut short',
    fields: [{ name: 'bytes', label: 'After bytes', min: 0, max: 10_000_000, value: 0 }],
    make: (read) => ({ type: 'truncatedBody', bytes: read('bytes') }),
  },
  {
    type: 'flapping',
    label: 'Flapping',
    fields: [
      { name: 'downMs', label: 'Down, ms', min: 100, max: 3_600_000, value: 4_000 },
      { name: 'upMs', label: 'Up, ms', min: 100, max: 3_600_000, value: 8_000 },
    ],
    make: (read) => ({ type: 'flapping', downMs: read('downMs'), upMs: read('upMs') }),
  },
];

/** How long a fault may stay, in milliseconds; 0 is until it is mended. */
export const FAULT_DURATIONS: readonly { readonly label: string; readonly ms: number }[] = [
  { label: '5 minutes', ms: 300_000 },
  { label: '1 minute', ms: 60_000 },
  { label: '30 seconds', ms: 30_000 },
  { label: 'until mended', ms: 0 },
];
