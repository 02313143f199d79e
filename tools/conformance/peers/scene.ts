// What tools/conformance/peer-scene.ts evaluates in a context of its own: the peers, on virtual time.
import { cockatiel } from './cockatiel';
import type { ComparedRow } from './compared-row';
import { express } from './expressible';
import type { Expression } from './expressible';
import { mollitia } from './mollitia';
import { opossum } from './opossum';
import { Inexpressible } from './peer';
import type { Peer } from './peer';
import { runPeerScenario } from './run-peer-scenario';

const peers: readonly Peer[] = [cockatiel, opossum, mollitia];

/** How a row ended: every mismatch, or what the peer does not offer. */
export type Ending = { readonly mismatches: readonly string[] } | { readonly impossible: string };

let running: Generator<void, readonly string[]> | undefined;

/** What is called from outside; arguments and answers travel as JSON, since the other side has other intrinsics. */
export const scene = {
  describe: () => peers.map(({ name, mapping }) => ({ name, mapping })),
  express: (name: string, row: ComparedRow): Expression => express(find(name), row),
  begin: (name: string, row: ComparedRow): void => {
    running = runPeerScenario(find(name), row);
  },
  /** Goes on until microtasks have to be drained. Undefined while the row is running. */
  resume: (): Ending | undefined => {
    try {
      const result = running?.next();
      return result?.done === true ? { mismatches: result.value } : undefined;
    } catch (error) {
      if (error instanceof Inexpressible) return { impossible: error.message };
      return { mismatches: [`threw ${String(error)}`] };
    }
  },
  explain: (name: string, { config, steps }: ComparedRow, mismatch: string) => {
    const why = find(name).explanations.find((one) => one.applies({ config, steps, mismatch }));
    return why && { text: why.text, byDesign: why.byDesign };
  },
};

function find(name: string): Peer {
  const peer = peers.find((one) => one.name === name);
  if (peer === undefined) throw new Error(`No peer is called ${name}.`);
  return peer;
}
