import { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/** Instances that are chosen among: those of one zone, or all of one priority. */
export class Pool {
  readonly candidates = new Candidates();
  fit = 0;
  /** So few are fit that everybody is a candidate. */
  panics = false;

  constructor(
    readonly zone: string | undefined,
    readonly members: readonly Endpoint[],
    private readonly picker: Picker,
  ) {}

  get total(): number {
    return this.members.length;
  }

  pick(now: number, key: string | undefined): Endpoint | undefined {
    return this.picker.pick(this.candidates, now, key);
  }

  /** A pick for which some step aside. */
  pickWithout(
    excluded: readonly Endpoint[],
    now: number,
    key: string | undefined,
  ): Endpoint | undefined {
    const { candidates } = this;
    const aside = excluded.filter((endpoint) => candidates.remove(endpoint));
    const picked = this.pick(now, key);
    for (const endpoint of aside) candidates.add(endpoint);
    return picked;
  }

  /** Makes candidates of those who are fit; in panic, of everybody. */
  fill(panics: boolean): void {
    this.panics = panics;
    for (const endpoint of this.members) {
      if (endpoint.isFit || panics) this.candidates.add(endpoint);
      else this.candidates.remove(endpoint);
    }
  }

  load(endpoint: Endpoint, now: number, key: string | undefined): number | undefined {
    return this.picker.load?.(endpoint, now, key);
  }

  get policy(): string {
    return this.picker.name;
  }

  because(): string {
    return this.picker.because?.() ?? '';
  }
}
