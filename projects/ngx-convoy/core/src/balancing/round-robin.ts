import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/** Instances of the same share take turns; only the first in line has to be compared with those of other lines. */
interface Line {
  readonly members: readonly Endpoint[];
  /** Whose turn it is. */
  next: number;
}

/**
 * In turn, by share, and spread out: shares 5, 1, 1 give `a a b a c a a`, never five in a row.
 *
 * The order is nginx's, which adds the share to every instance's credit and takes all shares from the one with the
 * highest. Instances of the same share keep their order in that, so that a pick looks at one of each *different* share,
 * not at each instance.
 *
 * An instance of share 0 gets nothing, unless all have 0.
 *
 * @see nginx, smooth weighted round-robin (commit 52327e0)
 */
export class RoundRobin implements Picker {
  readonly name = 'round-robin';

  private lines: readonly Line[] = [];
  /** By line: the share of each of its members, and the credit of the one whose turn it is. */
  private shares = new Float64Array(0);
  private credits = new Float64Array(0);
  private sum = 0;
  private seen: Candidates | undefined;
  private revision = -1;

  pick(candidates: Candidates): Endpoint | undefined {
    if (candidates.revision !== this.revision || candidates !== this.seen) this.regroup(candidates);
    const { lines, credits, shares } = this;
    const count = lines.length;
    let best = 0;
    let highest = -Infinity;
    for (let at = 0; at < count; at++) {
      const credit = (credits[at] ?? 0) + (shares[at] ?? 0);
      credits[at] = credit;
      if (credit <= highest) continue;
      best = at;
      highest = credit;
    }
    const line = lines[best];
    if (line === undefined) return undefined;
    const { members, next } = line;
    const picked = members[next];
    const following = next + 1 < members.length ? next + 1 : 0;
    line.next = following;
    // The one who is next has waited a turn less at the end of a round, and stands where his own credit says.
    const owes = following === 0 ? this.sum : 0;
    credits[best] =
      highest -
      owes +
      (members[following]?.credit ?? 0) -
      (picked === undefined ? 0 : picked.credit);
    return picked;
  }

  because(): string {
    return 'its turn';
  }

  private regroup(candidates: Candidates): void {
    this.writeDown();
    this.seen = candidates;
    this.revision = candidates.revision;
    const { list } = candidates;
    const isShared = list.some(({ share }) => share > 0);
    const groups = new Map<number, Endpoint[]>();
    this.sum = 0;
    for (const endpoint of list) {
      const share = isShared ? endpoint.share : 1;
      if (share === 0) continue;
      this.sum += share;
      const group = groups.get(share);
      if (group === undefined) groups.set(share, [endpoint]);
      else group.push(endpoint);
    }
    // What somebody saved up or owes among many others must not count for ever among few.
    for (const endpoint of list) {
      endpoint.credit = Math.max(-this.sum, Math.min(this.sum, endpoint.credit));
    }
    this.lines = Array.from(groups.values(), (members) => ({
      members: members.sort((a, b) => b.credit - a.credit),
      next: 0,
    }));
    this.shares = Float64Array.from(groups.keys());
    this.credits = Float64Array.from(this.lines, ({ members }) => members[0]?.credit ?? 0);
  }

  /** Gives every instance the credit that it has by now: credits outlive changes of the list. */
  private writeDown(): void {
    this.lines.forEach(({ members, next }, at) => {
      const moved = (this.credits[at] ?? 0) - (members[next]?.credit ?? 0);
      members.forEach((endpoint, place) => {
        endpoint.credit += moved - (place < next ? this.sum : 0);
      });
    });
  }
}
