import { Problem } from './problem.ts';

/** What the value of a field may be. Bounds are inclusive. */
interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Taken when the field is absent; without it the field is required. */
  readonly default?: number;
}

/** Reads the fields of a JSON object and refuses, by name and with the allowed range, what is wrong with them. */
export class Fields {
  readonly all: Readonly<Record<string, unknown>>;
  private readonly read = new Set<string>();

  constructor(json: unknown) {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw new Problem(400, 'invalid-body', 'Not a JSON object', 'Send a JSON object.', {
        members: { allowed: 'a JSON object' },
      });
    }
    this.all = json as Record<string, unknown>;
  }

  number(name: string, { min, max, default: fallback }: NumberRange): number {
    return this.bounded(name, { min, max, fallback, kind: 'a number', test: Number.isFinite });
  }

  integer(name: string, { min, max, default: fallback }: NumberRange): number {
    return this.bounded(name, { min, max, fallback, kind: 'an integer', test: Number.isInteger });
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.take(name) ?? fallback;
    if (typeof value !== 'boolean') throw invalid(name, value, 'true or false');
    return value;
  }

  /** A text that is not empty. */
  text(name: string, fallback?: string): string {
    const value = this.take(name) ?? fallback;
    if (typeof value !== 'string' || value.trim() === '') throw invalid(name, value, 'a text');
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = this.take(name);
    const known = values.find((candidate) => candidate === value);
    if (known === undefined) throw invalid(name, value, `one of ${values.join(', ')}`);
    return known;
  }

  /** Whether an optional field is there. */
  has(name: string): boolean {
    this.read.add(name);
    return this.all[name] !== undefined && this.all[name] !== null;
  }

  /** A list of objects that is not empty. */
  list(name: string): readonly Fields[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0) {
      throw invalid(name, value, 'a list of one object or more');
    }
    return value.map((item) => new Fields(item));
  }

  /** A field that nobody read is a misspelling, and would otherwise do nothing in silence. */
  refuseOthers(): void {
    const other = Object.keys(this.all).find((name) => !this.read.has(name));
    if (other !== undefined) {
      throw invalid(other, this.all[other], `only the fields ${[...this.read].join(', ')}`);
    }
  }

  private bounded(
    name: string,
    range: {
      min: number;
      max: number;
      fallback: number | undefined;
      kind: string;
      test: (value: unknown) => boolean;
    },
  ): number {
    const value = this.take(name) ?? range.fallback;
    if (typeof value !== 'number' || !range.test(value) || value < range.min || value > range.max) {
      throw invalid(name, value, `${range.kind} from ${range.min} to ${range.max}`);
    }
    return value;
  }

  private take(name: string): unknown {
    this.read.add(name);
    return this.all[name] ?? undefined;
  }
}

function invalid(field: string, value: unknown, allowed: string): Problem {
  const given = value === undefined ? 'nothing' : JSON.stringify(value);
  return new Problem(
    400,
    'invalid-field',
    'A field is out of range',
    `"${field}" is ${given}, allowed is ${allowed}.`,
    { members: { field, value, allowed } },
  );
}
