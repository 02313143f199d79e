import type { CallWindow } from './call-window';

/** Which calls a window holds. Two windows of the same shape can go on with each other's content. */
export interface WindowShape {
  /** Milliseconds that it looks back; `Infinity` when age does not matter. */
  readonly duration: number;
  /** Buckets of the ring. */
  readonly buckets: number;
  /** The most calls that it holds; `Infinity` when only their age matters. */
  readonly calls: number;
  /**
   * An empty window of this shape.
   *
   * @param path what errors put before the name of the number that is wrong
   * @throws ConfigurationError
   */
  create(path: string): CallWindow;
}
