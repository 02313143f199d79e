import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { convoyExtension, LeaderTab, Upstreams } from 'ngx-convoy';
import {
  ALERT_OUTPUT,
  AlertStore,
  CallGraph,
  Notifier,
  provideNotifier,
  withSlos,
  type AlertReport,
} from 'ngx-convoy/monitor';
import { ConsoleScene } from '../console-scene.spec';

describe('The screen of alerts', () => {
  const since = new Date(2026, 10, 23, 14, 1).getTime();

  function alert(changes: Partial<AlertReport> = {}): AlertReport {
    return {
      ...{ id: 'a1', service: 'catalog', severity: 'critical', rule: 'circuit', since },
      ...{ message: 'The circuit of catalog is open', state: 'firing', ...changes },
    };
  }

  async function open(
    reports: readonly AlertReport[],
    options: { readonly readonly?: boolean } = {},
  ): Promise<ConsoleScene> {
    const output = { name: 'pager', notify: () => undefined };
    const scene = await ConsoleScene.open({
      ...options,
      url: '/console/alerts',
      extensions: [
        convoyExtension('pager', [
          { provide: ALERT_OUTPUT, useValue: output, multi: true },
          { provide: LeaderTab, useValue: { leads: signal(true) } },
          provideNotifier(),
        ]),
        withSlos([{ name: 'catalog-good', service: 'catalog', objective: 0.9 }]),
      ],
    });
    TestBed.inject(AlertStore).report(reports);
    await scene.settle();
    return scene;
  }

  /** The cells of the first row, with blanks between them as one sees them. */
  function row(scene: ConsoleScene, table: string): string {
    const cells = scene.root.querySelectorAll(`${table} tbody tr:first-child > *`);
    return [...cells].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).join(' | ');
  }

  async function submit(scene: ConsoleScene, form: string): Promise<void> {
    scene.root.querySelector<HTMLButtonElement>(`${form} button[type=submit]`)?.click();
    await scene.settle();
  }

  it('is empty when all is well', async () => {
    const scene = await open([]);
    expect(scene.text('convoy-alert-groups')).toContain('Nothing is wrong');
    expect(scene.text('convoy-silence-table')).toContain('Nothing is silenced.');
    expect(scene.text('.summary')).toBe('0 active');
  });

  it('shows alerts by what they come from, and what keeps them quiet', async () => {
    const scene = await open([
      alert(),
      alert({ id: 'a2', service: 'accounts', rule: 'availability', message: 'Half is answered' }),
      alert({
        id: 'a3',
        rule: 'slow',
        severity: 'warning',
        state: 'pending',
        message: 'It is slow',
      }),
      alert({
        id: 'a4',
        rule: 'rate',
        severity: 'warning',
        state: 'no-data',
        message: 'It was bad',
      }),
      alert({ id: 'a5', service: 'recommendations', flapping: true, message: 'On and off' }),
    ]);
    TestBed.inject(CallGraph).add('accounts', 'catalog');
    await scene.settle();
    const groups = [...scene.root.querySelectorAll('convoy-alert-groups section')].map((section) =>
      section.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(groups.length).toBe(3);
    const [first = '', second = '', third = ''] = groups;
    expect(first).toMatch(/^catalog, and because of it: accounts ?Critical The circuit of catalog/);
    expect(first).toMatch(
      /Half is answered accounts, availability, since 14:01, for 1 min Inhibited/,
    );
    expect(first).toMatch(/It was bad .* No data/);
    expect(second).toMatch(/^recommendations.* Flapping/);
    expect(third).toMatch(/^Not alerts yet ?Warning It is slow .* Pending/);
    expect(scene.text('.summary')).toBe(
      '2 active · 2 critical · 2 that nobody looks after · 1 kept quiet',
    );
  });

  it('says of one who was told and why not, and lets it be acknowledged for a while', async () => {
    const scene = await open([alert()]);
    await scene.press('The circuit of catalog is open');
    expect(scene.text('.why')).toMatch(/^To be told at 14:02:0\d, with what belongs to it\.$/);
    await scene.pass(5_000);
    expect(scene.text('.why')).toMatch(/^Told at 14:02:05 by pager\.$/);
    expect(TestBed.inject(Notifier).deliveries()[0]?.state).toBe('delivered');

    await scene.press('Acknowledge');
    const form = 'convoy-acknowledge-form';
    const [by, note] = scene.root.querySelectorAll<HTMLInputElement>(`${form} input`);
    const period = scene.root.querySelector<HTMLSelectElement>(`${form} select`);
    if (by && note && period) {
      [by.value, note.value] = ['Ada', 'restarting it'];
      period.selectedIndex = 1;
    }
    await submit(scene, form);
    expect(scene.text('convoy-alert-panel dl')).toContain(
      'Ada at 14:02: restarting it (until 15:02)',
    );
    expect(scene.text('.marks')).toBe('Acknowledged');
    await scene.press('Take acknowledgement back');
    expect(scene.text('.marks')).toBe('');
  });

  it('silences from an alert, shows before what is affected, and after what is silenced', async () => {
    const scene = await open([
      alert(),
      alert({ id: 'a2', rule: 'slow', message: 'It is slow' }),
      alert({ id: 'a3', service: 'accounts', message: 'Another one' }),
    ]);
    await scene.press('The circuit of catalog is open');
    await scene.press('Silence what is like it…');
    const form = 'convoy-silence-form';
    expect(scene.text(`${form} .preview`)).toContain('It affects now: 1');
    await scene.type(`${form} .matcher input[aria-label="Label 1"]`, 'severity');
    expect(scene.text(`${form} .preview`)).toContain('It affects nothing that is there now.');
    await scene.press('Remove matcher 1');
    expect(scene.text(`${form} .preview`)).toContain('It affects now: 2');
    await scene.type(`${form} .matcher input[aria-label="Label 1"]`, 'not a label');
    expect(scene.text(`${form} .preview`)).toContain('This is no label');
    await scene.type(`${form} .matcher input[aria-label="Label 1"]`, 'service');

    const [by, comment] = scene.root.querySelectorAll<HTMLInputElement>(`${form} .rest input`);
    if (by && comment) [by.value, comment.value] = ['Ada', 'known'];
    await submit(scene, form);
    expect(scene.has(form)).toBeFalse();
    const silences = 'convoy-silence-table';
    expect(row(scene, silences)).toContain('service="catalog" | Ada | known | 2 | in 30 min');
    expect(scene.text('.summary')).toContain('1 active');
    expect(scene.text('.why')).toContain('silenced by Ada until 14:32: known');
    await scene.press('An hour more: service="catalog"');
    expect(row(scene, silences)).toContain('in 90 min');
    await scene.press('End: service="catalog"');
    expect(row(scene, silences)).toContain('0 | ended 14:02');
    expect(scene.text('.summary')).toContain('3 active');
  });

  it('shows what is over, and how long it lasted', async () => {
    const scene = await open([alert({ state: 'resolved', resolvedAt: since + 720_000 })]);
    expect(row(scene, 'convoy-alert-history')).toBe(
      '14:13:00 | 12 min | Critical | catalog | The circuit of catalog is open | ',
    );
  });

  it('shows what is promised and what is left of it', async () => {
    const scene = await open([]);
    const upstream = TestBed.inject(Upstreams).get('catalog');
    for (let call = 0; call < 100; call += 1) {
      upstream?.count(call < 4 ? 'failure' : 'success', 5, scene.clock.now());
    }
    await scene.pass(1_000);
    await scene.frame();
    expect(row(scene, 'convoy-slo-table')).toBe(
      'catalog-good | calls of catalog, answered by itself | 90.0 | 96.0 | 60.0 | 0.40 | 1 d',
    );
  });

  it('closes with Escape and gives the focus back', async () => {
    const scene = await open([alert()]);
    await scene.press('The circuit of catalog is open');
    expect(scene.url).toContain('sel=a1');
    await scene.key('Escape');
    expect(scene.has('convoy-alert-panel')).toBeFalse();
    expect(document.activeElement?.id).toBe('convoy-alert-a1');
  });

  it('offers nothing when the console only shows', async () => {
    const scene = await open([alert()], { readonly: true });
    await scene.press('The circuit of catalog is open');
    expect(scene.find('Acknowledge')).toBeUndefined();
    expect(scene.find('Silence…')).toBeUndefined();
    expect(scene.text('convoy-alert-panel')).toContain('alertname');
  });
});
