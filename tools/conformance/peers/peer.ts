import type {
  BreakerConfig,
  BreakerStep,
  ScenarioState,
} from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';
import type { Concession } from './dialect';

/** A breaker by somebody else, and how rows written for any breaker are told to it. */
export interface Peer {
  readonly name: string;
  /** How rows were translated, as sentences for the page that compares. */
  readonly mapping: readonly string[];
  /** Whether its documented interface shows how many calls of the window failed. */
  readonly showsMetrics: boolean;
  /** Whether it closes a half-open circuit only when the last of the permitted trials has answered. */
  readonly closesAfterAllTrials: boolean;
  /**
   * What a row's breaker has to give up so that this one can be configured like it. It may, as long as the row cannot
   * tell: whether it can is found out by running the row against our own breaker, configured in the same way.
   */
  readonly concessions: readonly Concession[];
  /** A circuit of a dialect, on the time of the scene. */
  create(config: BreakerConfig, saved?: unknown): PeerCircuit;
  /** Why it fails rows, the first that applies is told. */
  readonly explanations: readonly Explanation[];
}

export interface Explanation {
  readonly text: string;
  /** A documented choice rather than a defect. */
  readonly byDesign: boolean;
  applies(failure: PeerFailure): boolean;
}

/** What a row looks like that a peer has failed. */
export interface PeerFailure {
  readonly config: BreakerConfig;
  readonly steps: readonly BreakerStep[];
  readonly mismatch: string;
}

/** A circuit of a peer while a row runs. Promises settle when the scene next drains the microtasks. */
export interface PeerCircuit {
  /** Transitions since it was made. */
  readonly events: Readonly<Record<'open' | 'halfOpen' | 'close', number>>;
  execute(work: () => Promise<void>): Promise<unknown>;
  state(): ScenarioState;
  /** What can be seen of the window; only rows that ask for nothing else can be expressed. */
  metrics(): Readonly<Partial<Record<string, number>>>;
  /** @throws Inexpressible when it has no such control */
  control(step: Extract<BreakerStep, { op: 'control' }>): void;
  /** @throws Inexpressible when it cannot be saved */
  snapshot(): unknown;
}

/** The backend failed. */
export class Failure extends Error {}

/** Neither success nor failure: an error that is to be ignored, or a call that its caller gave up. */
export class Neutral extends Error {}

/** A row asks for something that the peer does not offer. */
export class Inexpressible extends Error {}
