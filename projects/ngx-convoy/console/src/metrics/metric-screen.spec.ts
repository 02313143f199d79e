import { TestBed } from '@angular/core/testing';
import { Upstreams } from 'ngx-convoy';
import { ConsoleScene, someService } from '../console-scene.spec';

const services = [someService('catalog')];

async function open(url = '/console/metrics'): Promise<ConsoleScene> {
  const scene = await ConsoleScene.open({ url, services });
  const upstream = TestBed.inject(Upstreams).get('catalog');
  for (let call = 0; call < 60; call += 1) {
    upstream?.count(
      call % 6 === 0 ? 'failure' : 'success',
      call === 30 ? 900 : 100,
      scene.clock.now(),
    );
    scene.clock.advance(1_000);
  }
  scene.clock.advance(5_000);
  await scene.frame();
  return scene;
}

function cells(scene: ConsoleScene): readonly string[] {
  const row = scene.root.querySelector('convoy-metric-table tbody tr');
  return [...(row?.querySelectorAll('th, td') ?? [])].map((cell) =>
    cell.textContent.replace(/\s+/g, ' ').trim(),
  );
}

describe('The metrics in the console', () => {
  it('show how much, how well and how fast for the window that is chosen', async () => {
    const scene = await open();
    expect(cells(scene).slice(0, 7)).toEqual([
      ...['catalog', '60', '0.92', '16.7', 'server 10', '0', '83.3'],
    ]);
    const window = scene.root.querySelector('select');
    if (window !== null) window.value = '24h';
    window?.dispatchEvent(new Event('change'));
    await scene.frame();
    expect(scene.root.querySelector('caption')?.textContent).toContain('24 hours');
    expect(cells(scene)[1]).toBe('60');
  });

  it('draw a line, and say in words what it shows', async () => {
    const scene = await open();
    const picture = scene.root.querySelector('convoy-sparkline svg');
    expect(picture?.getAttribute('role')).toBe('img');
    expect(picture?.getAttribute('aria-label')).toMatch(
      /^p95: (99|100|101) ms at last, \d+ ms at most, at 14:02$/,
    );
    expect(picture?.querySelector('path')?.getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+L/);
  });

  it('are saved for other programs', async () => {
    const scene = await open();
    const saved: string[] = [];
    spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    const blobs: Blob[] = [];
    spyOn(URL, 'createObjectURL').and.callFake((blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return 'blob:x';
    });
    for (const format of ['CSV', 'JSON', 'Prometheus']) {
      const buttons = [...scene.root.querySelectorAll<HTMLButtonElement>('.export button')];
      buttons.find((button) => button.textContent.trim() === format)?.click();
    }
    expect(saved).toEqual(['csv', 'json', 'prom'].map((each) => `convoy-metrics.${each}`));
    const texts = await Promise.all(blobs.map((blob) => blob.text()));
    expect(texts[0]).toMatch(/^service,start,/);
    expect(texts[1]).toMatch(/^\[\{"service":"catalog"/);
    expect(texts[2]).toContain(
      'convoy_service_calls_total{service="catalog",outcome="success"} 50',
    );
  });
});
