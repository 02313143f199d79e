import type { Random } from '../random';
import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';
import { WeightedSampler } from './weighted-sampler';

/**
 * Of two instances drawn at random, the one that is likely to answer sooner: nearly as good as looking at all of them, and
 * no herd runs to the same one.
 *
 * The first is drawn by its share, the second is any other; it wins when it is cheaper, but one of a smaller share
 * only as often as the shares are to each other (the rule of Metropolis). So equals are called exactly by their
 * shares, and a light instance, a canary or one that warms up, never gets much more than its share, however fast it is.
 *
 * @see Mitzenmacher 2001, "The Power of Two Choices in Randomized Load Balancing"; Finagle, P2C with PeakEwma
 */
export class PowerOfTwoChoices implements Picker {
  readonly name = 'peak-ewma';

  private readonly sampler = new WeightedSampler();
  private seen: Candidates | undefined;
  private revision = -1;
  private loser: Endpoint | undefined;
  private wasThinned = false;

  constructor(private readonly random: Random) {}

  pick(candidates: Candidates): Endpoint | undefined {
    const { list, revision } = candidates;
    const count = list.length;
    if (count < 2) {
      this.loser = undefined;
      return list[0];
    }
    if (revision !== this.revision || candidates !== this.seen) {
      this.seen = candidates;
      this.revision = revision;
      this.sampler.prepare(list, shareOf);
    }
    const { sampler } = this;
    sampler.drawTwo(this.random);
    return sampler.isEven
      ? this.choose(candidates, sampler.one, sampler.other)
      : this.chooseByShare(candidates, sampler.one, sampler.other);
  }

  load(endpoint: Endpoint, now: number): number {
    return endpoint.cost.load(endpoint.inFlight, now);
  }

  because(): string {
    if (this.loser === undefined) return 'the only candidate';
    return this.wasThinned
      ? `drawn; ${this.loser.id} would be cheaper, but its share is smaller`
      : `not dearer than ${this.loser.id}, drawn beside it`;
  }

  private choose(
    { list, ranks, strangers }: Candidates,
    one: number,
    other: number,
  ): Endpoint | undefined {
    const isOther = isBetter(ranks, strangers, other, one);
    this.loser = list[isOther ? one : other];
    return list[isOther ? other : one];
  }

  private chooseByShare(candidates: Candidates, one: number, other: number): Endpoint | undefined {
    const { list, ranks, strangers } = candidates;
    this.wasThinned =
      isBetter(ranks, strangers, other, one) &&
      // In panic the list holds instances that are not fit; a share is no reason to call one of those.
      list[one]?.isFit === list[other]?.isFit &&
      this.random() >= this.sampler.weightOf(other) / this.sampler.weightOf(one);
    if (!this.wasThinned) return this.choose(candidates, one, other);
    this.loser = list[other];
    return list[one];
  }
}

/**
 * Whether the instance at one place is cheaper than that at another. An idle one that nobody knows yet is taken to be no
 * worse than the one that it is compared with.
 */
function isBetter(ranks: Float64Array, strangers: Uint8Array, other: number, one: number): boolean {
  if (!((ranks[other] ?? 0) < (ranks[one] ?? 0))) return false;
  return strangers[one] !== 1 || strangers[other] === 1;
}

function shareOf(endpoint: Endpoint): number {
  return endpoint.share;
}
