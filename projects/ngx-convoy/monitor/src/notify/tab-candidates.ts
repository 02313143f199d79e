import type { Candidate } from 'ngx-convoy/core';

/** What a tab sees, told to the one that leads. */
export interface TabCandidates {
  readonly tab: string;
  readonly candidates: readonly Candidate[];
}

/** Milliseconds after which a tab that says nothing is taken to be gone. */
const GONE_AFTER = 30_000;

/**
 * What all tabs see, as the leading one knows it. Every tab has its own traffic, and so its own view: a service is in
 * trouble when it is so in any of them.
 */
export class SeenByTabs {
  private readonly others = new Map<
    string,
    { readonly at: number; readonly seen: TabCandidates }
  >();

  hear(seen: TabCandidates, now: number): void {
    this.others.set(seen.tab, { at: now, seen });
  }

  /** Everything once: firing before over, audible before muted, one's own before others'. */
  together(own: readonly Candidate[], now: number): readonly Candidate[] {
    const all = new Map<string, Candidate>();
    for (const [tab, { at }] of this.others) if (now - at > GONE_AFTER) this.others.delete(tab);
    const lists = [own, ...[...this.others.values()].map(({ seen }) => seen.candidates)];
    for (const candidate of lists.flat()) {
      const known = all.get(candidate.alert.fingerprint);
      if (known === undefined || weight(candidate) > weight(known)) {
        all.set(candidate.alert.fingerprint, candidate);
      }
    }
    return [...all.values()];
  }
}

function weight({ alert, isMuted }: Candidate): number {
  return (alert.state === 'resolved' ? 0 : 2) + (isMuted ? 0 : 1);
}

/** Whether something that came from outside says what a tab sees. */
export function isTabCandidates(data: unknown): data is TabCandidates {
  if (!isObject(data) || typeof data['tab'] !== 'string') return false;
  const { candidates } = data;
  return Array.isArray(candidates) && candidates.every(isCandidate);
}

function isCandidate(data: unknown): data is Candidate {
  if (!isObject(data) || typeof data['isMuted'] !== 'boolean' || !isObject(data['group'])) {
    return false;
  }
  const { alert } = data;
  return (
    isObject(alert) &&
    isObject(alert['labels']) &&
    ['id', 'fingerprint', 'service', 'rule', 'severity', 'state', 'message'].every(
      (name) => typeof alert[name] === 'string',
    ) &&
    Number.isFinite(alert['since'])
  );
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}
