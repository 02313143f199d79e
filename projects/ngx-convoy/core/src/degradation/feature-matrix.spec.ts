import {
  effectOf,
  levelOfTiers,
  worstOf,
  type Availability,
  type DependencyKind,
  type DependencyState,
} from './feature-matrix';

function dependency(
  service: string,
  kind: DependencyKind,
  state: Availability,
  tier?: number,
): DependencyState {
  return { service, kind, state, tier };
}

describe('The matrix of features and dependencies', () => {
  const effects: readonly (readonly [DependencyKind, Availability, Availability])[] = [
    ['required', 'available', 'available'],
    ['required', 'degraded', 'degraded'],
    ['required', 'unavailable', 'unavailable'],
    ['preferred', 'available', 'available'],
    ['preferred', 'degraded', 'degraded'],
    ['preferred', 'unavailable', 'degraded'],
  ];
  for (const [kind, state, effect] of effects) {
    it(`makes a feature ${effect} by what is ${kind} and ${state}`, () => {
      expect(effectOf(dependency('catalog', kind, state))).toBe(effect);
    });
  }

  it('names what a feature suffers from most, and of equals the first', () => {
    const row = [
      dependency('reviews', 'preferred', 'unavailable'),
      dependency('pricing', 'required', 'degraded'),
      dependency('catalog', 'required', 'unavailable'),
      dependency('stock', 'required', 'unavailable'),
    ];
    expect(worstOf(row)?.service).toBe('catalog');
    expect(worstOf(row.slice(0, 2))?.service).toBe('reviews');
  });

  it('names nothing while all is well', () => {
    expect(worstOf([dependency('catalog', 'required', 'available')])).toBeUndefined();
    expect(worstOf<DependencyState>([])).toBeUndefined();
  });

  const levels: readonly (readonly [string, readonly DependencyState[], number])[] = [
    ['nothing is missing', [dependency('a', 'required', 'available', 3)], 0],
    [
      'something is missing that no level follows from',
      [dependency('a', 'required', 'degraded')],
      0,
    ],
    ['something preferred is missing', [dependency('a', 'preferred', 'unavailable', 1)], 1],
    [
      'two are missing: the higher tier counts',
      [dependency('a', 'required', 'degraded', 2), dependency('b', 'preferred', 'unavailable', 1)],
      2,
    ],
  ];
  for (const [when, row, level] of levels) {
    it(`calls for level ${level} when ${when}`, () => {
      expect(levelOfTiers([[], row])).toBe(level);
    });
  }
});
