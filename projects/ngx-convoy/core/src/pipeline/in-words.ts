/** Milliseconds as people write them: `250 ms`, `2 s`. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

/** A share as people write it: `20 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
