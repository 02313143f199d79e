import type {
  Alert,
  Clock,
  LabelMatcher,
  Labels,
  MatchOperator,
  Random,
  Silence,
} from 'ngx-convoy/core';
import { postJson, type OutputFetch } from './post-json';

/** An alert as Alertmanager takes it. */
export interface PostableAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  readonly endsAt: string;
}

interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: OutputFetch;
}

/** What a silence that was given to Alertmanager ends its comment with, so that it is known again. */
const MARK = /\s*\[ngx-convoy ([^\]\s]+)\]$/;
/** What the ids of silences begin with that were found there. */
const FOREIGN = 'alertmanager-';

/** Speaks to one Alertmanager. @see Alertmanager API v2 */
export class AlertmanagerApi {
  /** What was sent as firing, by fingerprint: it has to be told to be over. */
  private readonly sent = new Map<string, Alert>();

  constructor(
    private readonly url: string,
    private readonly headers: () => Readonly<Record<string, string>>,
    private readonly labels: Labels,
    private readonly resolveTimeout: number,
    private readonly runtime: Runtime,
  ) {}

  /** Says what fires, and of what was said to fire and does not any more, that it is over. */
  async push(alerts: readonly Alert[]): Promise<void> {
    const now = this.runtime.clock.now();
    const firing = alerts.filter(({ state }) => state === 'firing');
    const open = new Set(firing.map(({ fingerprint }) => fingerprint));
    const over = [...this.sent.values()].filter(({ fingerprint }) => !open.has(fingerprint));
    const body = [
      ...firing.map((alert) => this.postable(alert, now + this.resolveTimeout)),
      ...over.map((alert) => this.postable(alert, now)),
    ];
    if (body.length === 0) return;
    await this.ask('alerts', 'POST', body);
    for (const alert of firing) this.sent.set(alert.fingerprint, alert);
    for (const { fingerprint } of over) this.sent.delete(fingerprint);
  }

  /**
   * Gives own silences that it lacks, ends those that have ended here, and takes over those that were made or ended there.
   *
   * @returns what has changed for this side
   */
  async exchange(own: readonly Silence[]): Promise<readonly Silence[]> {
    const now = this.runtime.clock.now();
    const theirs = readSilences(await this.ask('silences', 'GET'));
    const changed: Silence[] = [];
    for (const silence of own.filter(({ id }) => !id.startsWith(FOREIGN))) {
      const copies = theirs.filter(({ mark }) => mark === silence.id);
      const [copy] = copies.sort((a, b) => b.silence.endsAt - a.silence.endsAt);
      if (silence.endsAt <= now) {
        if (copy !== undefined && copy.silence.endsAt > now) await this.end(copy.id);
      } else if (copy === undefined) {
        await this.ask('silences', 'POST', postableSilence(silence));
      } else if (copy.silence.endsAt <= now) {
        // Ended over there.
        changed.push({ ...silence, startsAt: Math.min(silence.startsAt, now - 1), endsAt: now });
      } else if (Math.abs(copy.silence.endsAt - silence.endsAt) > 1_000) {
        await this.ask('silences', 'POST', { ...postableSilence(silence), id: copy.id });
      }
    }
    for (const { silence, mark } of theirs) {
      if (mark !== undefined) continue;
      const known = own.find(({ id }) => id === silence.id);
      const isNews = known === undefined ? silence.endsAt > now : known.endsAt !== silence.endsAt;
      if (isNews) changed.push(silence);
    }
    return changed;
  }

  private async end(id: string): Promise<void> {
    await this.ask(`silence/${encodeURIComponent(id)}`, 'DELETE');
  }

  private ask(path: string, method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<unknown> {
    const options = { method, headers: this.headers(), body, retries: 2, timeout: 10_000 } as const;
    return postJson(`${this.url}/api/v2/${path}`, options, this.runtime);
  }

  private postable(alert: Alert, endsAt: number): PostableAlert {
    return {
      labels: { ...this.labels, ...alert.labels },
      annotations: { summary: alert.message },
      startsAt: iso(alert.firedAt ?? alert.since),
      endsAt: iso(endsAt),
    };
  }
}

interface Theirs {
  readonly id: string;
  /** Id of our silence, when it is a copy of one. */
  readonly mark: string | undefined;
  readonly silence: Silence;
}

function postableSilence(silence: Silence): Readonly<Record<string, unknown>> {
  const { id, matchers, startsAt, endsAt, by, comment } = silence;
  return {
    matchers: matchers.map(({ name, operator, value }) => ({
      ...{ name, value },
      isEqual: operator === '=' || operator === '=~',
      isRegex: operator === '=~' || operator === '!~',
    })),
    ...{ startsAt: iso(startsAt), endsAt: iso(endsAt) },
    ...{ createdBy: by, comment: `${comment} [ngx-convoy ${id}]` },
  };
}

/** What cannot be read is passed over: better heard than silenced. */
function readSilences(answer: unknown): readonly Theirs[] {
  return (Array.isArray(answer) ? answer : []).flatMap((each: unknown) => readSilence(each) ?? []);
}

function readSilence(data: unknown): Theirs | undefined {
  if (!isObject(data)) return undefined;
  const { id, matchers, startsAt, endsAt, createdBy, comment } = data;
  if (typeof id !== 'string' || !Array.isArray(matchers)) return undefined;
  const read = matchers.map(readMatcher);
  const fine = read.filter((matcher) => matcher !== undefined);
  const times = { startsAt: Date.parse(String(startsAt)), endsAt: Date.parse(String(endsAt)) };
  if (fine.length < read.length || !(times.endsAt > times.startsAt)) return undefined;
  const text = typeof comment === 'string' ? comment : '';
  const mark = MARK.exec(text)?.[1];
  const by = typeof createdBy === 'string' ? createdBy : '';
  return {
    ...{ id, mark },
    silence: { id: FOREIGN + id, matchers: fine, ...times, by, comment: text.replace(MARK, '') },
  };
}

function readMatcher(data: unknown): LabelMatcher | undefined {
  if (!isObject(data)) return undefined;
  const { name, value, isRegex, isEqual } = data;
  if (typeof name !== 'string' || typeof value !== 'string') return undefined;
  const operator: MatchOperator =
    isRegex === true ? (isEqual === false ? '!~' : '=~') : isEqual === false ? '!=' : '=';
  return { name, operator, value };
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
