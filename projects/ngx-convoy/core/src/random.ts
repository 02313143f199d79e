/** A uniform draw, 0 <= x < 1. Injected, so that jitter, balancing and sampling are repeatable by seed. */
export type Random = () => number;
