import { TestBed } from '@angular/core/testing';
import { AlertStore, type AlertReport } from 'ngx-convoy/monitor';
import { ConsoleScene } from '../console-scene.spec';

describe('The list of alerts', () => {
  function alert(changes: Partial<AlertReport> = {}): AlertReport {
    return {
      id: 'a1',
      service: 'catalog',
      severity: 'critical',
      rule: 'circuit',
      message: 'The breaker is open: 5 failures in a row.',
      since: new Date(2026, 10, 23, 14, 1).getTime(),
      state: 'firing',
      ...changes,
    };
  }

  async function open(readonly = false): Promise<ConsoleScene> {
    const scene = await ConsoleScene.open({ readonly });
    TestBed.inject(AlertStore).report([
      alert({ id: 'a2', service: 'accounts', severity: 'warning', message: 'It is slow.' }),
      alert(),
    ]);
    await scene.pass(1_000);
    return scene;
  }

  it('is empty when all is well', async () => {
    const scene = await ConsoleScene.open();
    expect(scene.text('convoy-alert-list')).toBe('No alert is active.');
  });

  it('shows the most severe first, since when and for how long, and counts them in the row', async () => {
    const scene = await open();
    expect(scene.text('convoy-alert-list li')).toContain('Critical catalog since 14:01, for 1 min');
    expect(scene.text('convoy-fleet-summary')).toContain('2 1 critical, 2 new');
    expect(scene.text('td:last-child', scene.row('catalog'))).toBe('1');
  });

  it('links to services, and to nothing else that an alert may be about', async () => {
    const scene = await ConsoleScene.open();
    TestBed.inject(AlertStore).report([alert(), alert({ id: 'a3', service: 'place-order' })]);
    await scene.pass(1_000);
    const [first, second] = scene.root.querySelectorAll('convoy-alert-list li');
    const words = (item: Element | undefined) => item?.textContent.replace(/\s+/g, ' ').trim();
    expect(first?.querySelector('a')?.textContent).toBe('catalog');
    expect(second?.querySelector('a')).toBeNull();
    expect(words(first)).toContain('Critical catalog since 14:01');
    expect(words(second)).toContain('Critical place-order since 14:01');
  });

  it('is acknowledged with a name and a note, and remembers the name', async () => {
    const scene = await open();
    await scene.press('Acknowledge: catalog, The breaker is open: 5 failures in a row.');
    await fillIn(scene, ' Ada ', 'restarting it');
    expect(TestBed.inject(AlertStore).active()[0]?.acknowledged).toEqual(
      jasmine.objectContaining({ by: 'Ada', note: 'restarting it' }),
    );
    expect(scene.text('.taken')).toBe('Acknowledged by Ada at 14:02 : restarting it');
    expect(scene.text('convoy-fleet-summary')).toContain('1 new');

    await scene.press('Acknowledge: accounts, It is slow.');
    expect(scene.root.querySelector<HTMLInputElement>('convoy-acknowledge-form input')?.value).toBe(
      'Ada',
    );
  });

  it('offers nothing when the console only shows', async () => {
    const scene = await open(true);
    expect(scene.text('convoy-alert-list')).toContain('Critical');
    expect(scene.root.querySelector('convoy-alert-list button')).toBeNull();
  });

  async function fillIn(scene: ConsoleScene, by: string, note: string): Promise<void> {
    const [name, remark] = scene.root.querySelectorAll<HTMLInputElement>(
      'convoy-acknowledge-form input',
    );
    if (name && remark) [name.value, remark.value] = [by, note];
    scene.root
      .querySelector<HTMLButtonElement>('convoy-acknowledge-form button[type=submit]')
      ?.click();
    await scene.settle();
  }
});
