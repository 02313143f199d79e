import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { start, stop } from '../process.ts';
import { printed } from './alertmanager-scenes.ts';
import type { Labels, Matcher, Setup, SilenceOrder, Telling } from './alertmanager-scenes.ts';
import { inFolder, programPath } from './programs.ts';

/** What was told in one go: names of alerts. */
export interface Told {
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
}

/** An alert as Alertmanager has it. */
export interface Known {
  readonly labels: Labels;
  readonly fingerprint: string;
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
  readonly group: string;
}

/** A real Alertmanager that runs. */
export interface Alertmanager {
  /** Without `/api/v2`. */
  readonly url: string;
  push(alerts: readonly Labels[]): Promise<void>;
  /** @returns its id */
  silence(silence: Omit<SilenceOrder, 'id'>): Promise<string>;
  look(): Promise<readonly Known[]>;
  /** Lets alerts begin and end in real time, and listens to what is told. */
  play(telling: Telling): Promise<readonly Told[]>;
}

/** Starts one on a free port of this machine, does something with it, and ends it. */
export async function withAlertmanager(
  setup: Setup,
  work: (alertmanager: Alertmanager) => Promise<void>,
): Promise<void> {
  const told: Told[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      told.push(read(body));
      response.end();
    });
  });
  const port = await freePort();
  const hook = await new Promise<number>((resolve) => {
    receiver.listen(0, '127.0.0.1', () => {
      resolve((receiver.address() as AddressInfo).port);
    });
  });
  try {
    await inFolder({ 'alertmanager.yml': configuration(setup, hook) }, async (folder) => {
      const lines: string[] = [];
      const child = start(
        [
          programPath('alertmanager') ?? 'alertmanager',
          `--config.file=${join(folder, 'alertmanager.yml')}`,
          `--storage.path=${join(folder, 'storage')}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--cluster.listen-address=',
        ],
        { onLine: (line) => lines.push(line) },
      );
      try {
        const url = `http://127.0.0.1:${port}`;
        await ready(`${url}/api/v2`, lines);
        await work({ url, ...talkTo(`${url}/api/v2`, told) });
      } finally {
        await stop(child);
      }
    });
  } finally {
    receiver.close();
  }
}

function talkTo(url: string, told: readonly Told[]): Omit<Alertmanager, 'url'> {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  const send = (labels: Labels, endsAt: number): Promise<unknown> =>
    post('alerts', [{ labels, endsAt: new Date(endsAt).toISOString() }]);
  const later = (): number => Date.now() + 300_000;
  return {
    push: async (alerts) => {
      const endsAt = new Date(later()).toISOString();
      await post(
        'alerts',
        alerts.map((labels) => ({ labels, endsAt })),
      );
    },
    silence: async ({ matchers }) => {
      const answer = await post('silences', {
        matchers: matchers.map(postable),
        startsAt: new Date().toISOString(),
        endsAt: new Date(later()).toISOString(),
        createdBy: 'oracle',
        comment: 'oracle',
      });
      return (answer as { readonly silenceID: string }).silenceID;
    },
    look: async () => {
      const response = await fetch(`${url}/alerts/groups`);
      return readGroups(await response.json());
    },
    play: async ({ steps, duration }) => {
      const began = Date.now();
      const until = (ms: number): Promise<void> =>
        new Promise((resolve) => setTimeout(resolve, Math.max(0, began + ms - Date.now())));
      for (const { at, labels, state } of steps) {
        await until(at);
        await send(labels, state === 'firing' ? later() : Date.now());
      }
      await until(duration);
      return told;
    },
  };
}

interface TheirGroup {
  readonly labels: Labels;
  readonly alerts: readonly {
    readonly labels: Labels;
    readonly fingerprint: string;
    readonly status: {
      readonly silencedBy: readonly string[];
      readonly inhibitedBy: readonly string[];
    };
  }[];
}

function readGroups(answer: unknown): readonly Known[] {
  return (answer as readonly TheirGroup[]).flatMap(({ labels: group, alerts }) =>
    alerts.map(({ labels, fingerprint, status: { silencedBy, inhibitedBy } }) => ({
      ...{ labels, fingerprint, silencedBy, inhibitedBy },
      group: printed(group),
    })),
  );
}

function read(body: string): Told {
  const { alerts } = JSON.parse(body) as {
    readonly alerts: readonly { readonly status: string; readonly labels: Labels }[];
  };
  const names = (status: string): readonly string[] =>
    alerts
      .filter((alert) => alert.status === status)
      .map(({ labels }) => labels['alertname'] ?? '')
      .sort();
  return { firing: names('firing'), resolved: names('resolved') };
}

function configuration(setup: Setup, hook: number): string {
  const { groupBy, groupWait, groupInterval, inhibitions } = setup;
  const list = (matchers: readonly Matcher[]): string =>
    JSON.stringify(
      matchers.map(({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`),
    );
  return [
    'route:',
    '  receiver: oracle',
    `  group_by: ${JSON.stringify(groupBy)}`,
    `  group_wait: ${groupWait}ms`,
    `  group_interval: ${groupInterval}ms`,
    '  repeat_interval: 4h',
    'receivers:',
    '  - name: oracle',
    '    webhook_configs:',
    `      - url: http://127.0.0.1:${hook}/`,
    'inhibit_rules:',
    ...inhibitions.flatMap(({ source, target, equal }) => [
      `  - source_matchers: ${list(source)}`,
      `    target_matchers: ${list(target)}`,
      `    equal: ${JSON.stringify(equal)}`,
    ]),
    '',
  ].join('\n');
}

function postable({ name, operator, value }: Matcher): unknown {
  const isEqual = operator === '=' || operator === '=~';
  return { name, value, isEqual, isRegex: operator.endsWith('~') };
}

async function ready(url: string, lines: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`${url}/status`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Alertmanager does not start:\n${lines.join('\n')}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
