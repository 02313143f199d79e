import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, Script } from 'node:vm';
import type { Context } from 'node:vm';
import { bundleWithLibrary } from '../import-with-library.ts';
import type { BreakerRow } from './breaker-row.ts';

/** How a row ended for a peer. */
export type PeerVerdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly mismatch: string; readonly why: Why | undefined }
  | { readonly kind: 'impossible'; readonly reason: string };

/** Why a peer fails, in a sentence. */
export interface Why {
  readonly text: string;
  /** A documented choice rather than a defect. */
  readonly byDesign: boolean;
}

/** A peer as it takes part in a comparison. */
export interface PeerDescription {
  readonly name: string;
  /** How rows were translated for it, as sentences. */
  readonly mapping: readonly string[];
}

/** What `peers/scene.ts` offers. Arguments and answers travel as JSON: the scene has intrinsics of its own. */
type Ending = { readonly mismatches: readonly string[] } | { readonly impossible: string };

/**
 * The peers, each in a child scope: a context whose `Date` and timers are virtual, and whose microtasks run when we say so.
 * Nothing of this process is replaced, so nothing has to be restored.
 */
export class PeerScene {
  readonly peers: readonly PeerDescription[];

  private readonly script: Script;
  private readonly judge: Context;

  private constructor(script: Script) {
    this.script = script;
    this.judge = this.open();
    this.peers = call<readonly PeerDescription[]>(this.judge, 'describe');
  }

  static async load(): Promise<PeerScene> {
    const file = await bundleWithLibrary(
      `import { installVirtualTime } from './tools/conformance/peers/virtual-time';
       installVirtualTime(globalThis);
       globalThis.scene = require('./tools/conformance/peers/scene').scene;`,
      'conformance/peer-scene.cjs',
      { format: 'cjs', packages: 'bundle' },
    );
    return new PeerScene(new Script(readFileSync(file, 'utf8'), { filename: file }));
  }

  /** Runs a row against a peer, in every way in which the peer can be asked; one that passes is enough. */
  run(peer: string, row: BreakerRow): PeerVerdict {
    const expression = call<{ rows: readonly BreakerRow[] } | { impossible: string }>(
      this.judge,
      'express',
      peer,
      row,
    );
    if ('impossible' in expression) return { kind: 'impossible', reason: expression.impossible };

    let verdict: PeerVerdict = { kind: 'passed' };
    for (const spoken of expression.rows) {
      verdict = this.runOnce(peer, spoken);
      if (verdict.kind === 'passed') break;
    }
    return verdict;
  }

  private runOnce(peer: string, row: BreakerRow): PeerVerdict {
    const context = this.open();
    call(context, 'begin', peer, row);
    let ending: Ending | undefined;
    do ending = call<Ending | undefined>(context, 'resume');
    while (ending === undefined);
    if ('impossible' in ending) return { kind: 'impossible', reason: ending.impossible };
    const [mismatch] = ending.mismatches;
    if (mismatch === undefined) return { kind: 'passed' };
    const why = call<Why | undefined>(this.judge, 'explain', peer, row, mismatch);
    return { kind: 'failed', mismatch, why };
  }

  private open(): Context {
    const { AbortController, AbortSignal, EventTarget, Event, performance, structuredClone } =
      globalThis;
    const context = createContext(
      {
        ...{ AbortController, AbortSignal, EventTarget, Event, performance, structuredClone },
        console,
        require: createRequire(import.meta.url),
        module: { exports: {} },
      },
      { microtaskMode: 'afterEvaluate' },
    );
    this.script.runInContext(context);
    return context;
  }
}

/** Calls a function of the scene, and lets all of its microtasks run before it returns. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a cast, and named as one
function call<T>(context: Context, name: string, ...args: readonly unknown[]): T {
  const list = args.map((arg) => JSON.stringify(arg)).join(', ');
  const answer = new Script(`JSON.stringify(scene.${name}(${list}))`).runInContext(context) as
    string | undefined;
  return (answer === undefined ? undefined : JSON.parse(answer)) as T;
}
