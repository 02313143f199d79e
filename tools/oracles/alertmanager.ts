// Fingerprints, inhibition, silences, groups, and what is told when: as a real Alertmanager has them for the same alerts.
import { importWithLibrary } from '../import-with-library.ts';
import { withAlertmanager } from './alertmanager-process.ts';
import type { Alertmanager, Known, Told } from './alertmanager-process.ts';
import { printed, scene, telling } from './alertmanager-scenes.ts';
import type { Labels, Scene, SilenceOrder, Telling } from './alertmanager-scenes.ts';
import type { Oracle, Verdict } from './oracle.ts';

/** How we see a scene; made in the bundle with the library. */
export interface OurView {
  /** By the number of the alert. */
  readonly alerts: readonly {
    readonly fingerprint: string;
    readonly silencedBy: readonly string[];
    /** Fingerprints; Alertmanager names one of them. */
    readonly inhibitedBy: readonly string[];
    /** Labels of its group, as text. */
    readonly group: string;
  }[];
}

/** What `withAlertmanager` does; made in the bundle with the library. */
export interface Push {
  readonly push: (firing: readonly Labels[]) => Promise<void>;
  /** @returns what has changed for our side */
  readonly exchange: (
    /** Whether our own silence still holds. */
    holds: boolean,
  ) => Promise<
    readonly { readonly isOwn: boolean; readonly comment: string; readonly holds: boolean }[]
  >;
}

interface Subject {
  readonly pushTo: (url: string) => Push;
  readonly viewOf: (scene: Scene, silences: readonly SilenceOrder[], now: number) => OurView;
  readonly toldOf: (telling: Telling) => readonly Told[];
}

const SCENES = 6;
/** Milliseconds. */
const SETTLE = 5_000;

export const alertmanager: Oracle = async (tell) => {
  const { pushTo, viewOf, toldOf } = await importWithLibrary<Subject>(
    `export { viewOf, toldOf } from './tools/oracles/subject/alertmanager-view';
     export { pushTo } from './tools/oracles/subject/alertmanager-push';`,
    'oracles/alertmanager-view',
  );
  for (let seed = 0; seed < SCENES; seed += 1) {
    const given = scene(seed);
    await withAlertmanager(given, async (theirs) => {
      const silences: SilenceOrder[] = [];
      for (const silence of given.silences) {
        silences.push({ ...silence, id: await theirs.silence(silence) });
      }
      await theirs.push(given.alerts);
      await compareScene(seed, given, viewOf(given, silences, Date.now()), theirs, tell);
    });
  }
  await withAlertmanager(telling(), async (theirs) => {
    await comparePush(pushTo(theirs.url), theirs, tell);
  });
  const story = telling();
  await withAlertmanager(story, async (theirs) => {
    const told = await theirs.play(story);
    const expected = toldOf(story).map((each) => JSON.stringify(each));
    const got = told.map((each) => JSON.stringify(each));
    const isSame = JSON.stringify(expected) === JSON.stringify(got);
    tell(
      'what is told, in which order',
      isSame ? [] : [`we say ${expected.join(' then ')}`, `Alertmanager ${got.join(' then ')}`],
    );
  });
};

/** What is pushed arrives, ends when it is said to end, and silences go both ways. */
async function comparePush(ours: Push, theirs: Alertmanager, tell: Verdict): Promise<void> {
  const orders = { alertname: 'slow', service: 'orders', severity: 'warning' };
  const users = { alertname: 'down', service: 'users', severity: 'critical' };
  const names = async (count: number): Promise<string> => {
    const known = await settled(theirs, count);
    return known
      .map(({ labels }) => `${labels['service']}@${labels['app']}`)
      .sort()
      .join(', ');
  };
  const expectSame = (check: string, expected: string, got: string): void => {
    tell(check, expected === got ? [] : [`we say ${expected}, Alertmanager ${got}`]);
  };

  await ours.push([orders, users]);
  expectSame('push: what fires arrives', 'orders@shop, users@shop', await names(2));
  await ours.exchange(true);
  const silenced = await settled(theirs, 2);
  const quiet = silenced.filter(({ silencedBy }) => silencedBy.length > 0);
  expectSame(
    'push: our silence holds there',
    'orders',
    quiet.map(({ labels }) => labels['service']).join(', '),
  );
  expectSame(
    'push: our silence is not given twice',
    '[]',
    JSON.stringify(await ours.exchange(true)),
  );
  await theirs.silence({ matchers: [{ name: 'service', operator: '=', value: 'users' }] });
  expectSame(
    'push: theirs is taken over',
    JSON.stringify([{ isOwn: false, comment: 'oracle', holds: true }]),
    JSON.stringify(await ours.exchange(true)),
  );
  await ours.exchange(false);
  const freed = await settled(theirs, 2);
  expectSame(
    'push: our silence is ended there',
    'users',
    freed
      .filter(({ silencedBy }) => silencedBy.length > 0)
      .map(({ labels }) => labels['service'])
      .join(', '),
  );
  await ours.push([users]);
  // It has to be told once more, at its group's next turn, before it is gone.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expectSame('push: what is over ends there', 'users@shop', await names(1));
}

async function compareScene(
  seed: number,
  given: Scene,
  ours: OurView,
  theirs: Alertmanager,
  tell: Verdict,
): Promise<void> {
  const expected = ours.alerts;
  const known = await settled(theirs, expected.length);
  const name = (index: number): string => printed(given.alerts[index] ?? {});
  const compare = (what: string, differ: (index: number) => string | undefined): void => {
    tell(
      `scene ${seed}: ${what}`,
      expected.flatMap((_, index) => {
        const difference = differ(index);
        return difference === undefined ? [] : `${name(index)}: ${difference}`;
      }),
    );
  };
  const of = (index: number): Omit<Known, 'labels'> =>
    known.find(({ labels }) => printed(labels) === name(index)) ?? {
      ...{ fingerprint: 'not there', silencedBy: [], inhibitedBy: [], group: 'none' },
    };

  compare('fingerprints', (index) => {
    const { fingerprint } = of(index);
    const own = expected[index]?.fingerprint;
    return own === fingerprint ? undefined : `we say ${own}, Alertmanager ${fingerprint}`;
  });
  compare('silences', (index) => {
    const own = [...(expected[index]?.silencedBy ?? [])].sort().join(', ');
    const their = [...of(index).silencedBy].sort().join(', ');
    return own === their ? undefined : `we say [${own}], Alertmanager [${their}]`;
  });
  compare('inhibition', (index) => {
    const own = expected[index]?.inhibitedBy ?? [];
    const their = of(index).inhibitedBy;
    const isSame = own.length > 0 === their.length > 0 && their.every((id) => own.includes(id));
    return isSame ? undefined : `we say [${own.join(', ')}], Alertmanager [${their.join(', ')}]`;
  });
  compare('groups', (index) => {
    const own = expected[index]?.group;
    const their = of(index).group;
    return own === their ? undefined : `we say ${own}, Alertmanager ${their}`;
  });
  const quiet = expected.filter((each) => each.silencedBy.length + each.inhibitedBy.length > 0);
  const isMixed = quiet.length > 0 && quiet.length < expected.length;
  tell(`scene ${seed}: some are quiet and some are not`, isMixed ? [] : [`${quiet.length} are`]);
}

/** It takes a moment before all alerts are in their groups and inhibition is known. */
async function settled(theirs: Alertmanager, count: number): ReturnType<Alertmanager['look']> {
  const until = Date.now() + SETTLE;
  let last = '';
  for (;;) {
    const known = await theirs.look();
    const text = JSON.stringify(known);
    if ((known.length >= count && text === last) || Date.now() > until) return known;
    last = text;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
