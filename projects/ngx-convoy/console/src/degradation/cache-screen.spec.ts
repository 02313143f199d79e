import { HttpClient } from '@angular/common/http';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import {
  fallbackDrills,
  fromService,
  fromStatic,
  httpCache,
  ResponseCache,
  withDegradation,
} from 'ngx-convoy/degradation';
import { ConsoleScene, type SceneOptions } from '../console-scene.spec';

const extensions = () => [
  withDegradation({
    fallbacks: {
      accounts: [fromStatic([])],
      recommendations: [fromService('catalog')],
    },
    cache: httpCache({
      services: { catalog: { tags: (path) => [path.startsWith('/1') ? 'one' : 'other'] } },
    }),
    drills: fallbackDrills({ share: 0 }),
  }),
];

async function screen(options: Partial<SceneOptions> = {}): Promise<ConsoleScene> {
  const scene = await ConsoleScene.open({
    ...{ url: '/console/caches', extensions: extensions() },
    ...options,
  });
  await scene.frame();
  return scene;
}

function cells(scene: ConsoleScene, row: string): readonly string[] {
  return [...scene.root.querySelectorAll(`${row} > *`)].map((cell) =>
    cell.textContent.replace(/\s+/g, ' ').trim(),
  );
}

describe('The screen of caches', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('says that nothing is kept', async () => {
    const scene = await screen();
    expect(scene.text('.summary')).toBe('0 answers are kept in memory only.');
    expect(scene.text('convoy-cache-table .none')).toBe('Nothing is kept.');
    expect(scene.text('convoy-provenance-table .none')).toBe('No service has answered yet.');
  });

  it('shows what is kept, how old it is, and what it is good for', async () => {
    const scene = await screen();
    await scene.call('catalog');
    await scene.pass(12_000);
    await scene.frame();
    expect(scene.text('.summary')).toBe('1 answer is kept in memory only.');
    expect(cells(scene, '[data-cached="/1"]').slice(0, 4)).toEqual([
      ...['GET catalog /1', 'fresh', '12 s', 'one'],
    ]);
    await scene.pass(30_000);
    await scene.frame();
    expect(cells(scene, '[data-cached="/1"]')[1]).toBe('stale, renewed when asked for');
  });

  it('shows where answers come from, why, and what the cache has done', async () => {
    const scene = await screen();
    await scene.call('catalog');
    await scene.call('catalog');
    await scene.call('accounts', 503);
    await scene.frame();
    const [, source, , ...rest] = cells(scene, '[data-provenance="catalog"]');
    expect([source, ...rest]).toEqual([
      ...['cache, fresh', 'fresh for 29 s', '1', '0', '1', '0', '0', '0'],
    ]);
    const accounts = cells(scene, '[data-provenance="accounts"]');
    expect([accounts[1], accounts[3]]).toEqual(['fixed value', 'http 503']);
  });

  it('lets an operator drop one, by tag, and everything', async () => {
    const scene = await screen();
    const cache = TestBed.inject(ResponseCache);
    const fill = async (): Promise<void> => {
      for (const path of [1, 2]) {
        TestBed.inject(HttpClient).get(`/api/catalog/${path}`).subscribe();
        for (const request of TestBed.inject(HttpTestingController).match(() => true)) {
          request.flush({});
        }
      }
      await scene.frame();
    };
    await fill();
    scene.control('Drop catalog /2').click();
    await scene.frame();
    expect(cache.entries().map(({ path }) => path)).toEqual(['/1']);
    await scene.type('form input', 'one');
    scene.control('Drop by tag').click();
    await scene.frame();
    expect(cache.size).toBe(0);
    await fill();
    scene.control('Drop everything').click();
    expect(cache.size).toBe(0);
  });

  it('lists fallbacks, those first that were never tried', async () => {
    const scene = await screen();
    await scene.call('accounts', 503);
    await scene.frame();
    const rows = [...scene.root.querySelectorAll('[data-fallback]')].map((row) =>
      row.getAttribute('data-fallback'),
    );
    expect(rows).toEqual(['recommendations/0', 'catalog/0', 'accounts/0']);
    expect(cells(scene, '[data-fallback="recommendations/0"]').slice(0, 2)).toEqual([
      ...['recommendations → other service: catalog', 'never'],
    ]);
    expect(scene.has('[data-fallback="recommendations/0"] .never')).toBeTrue();
    expect(cells(scene, '[data-fallback="accounts/0"]').slice(0, 3)).toEqual([
      ...['accounts → fixed value', 'just now', '1'],
    ]);
    expect(scene.text('convoy-drill-table .more')).toContain('% were exercised in the last 7 days');
  });

  it('only shows, when the console only shows', async () => {
    const scene = await screen({ readonly: true });
    await scene.call('catalog');
    await scene.frame();
    expect(scene.has('convoy-cache-screen button, convoy-cache-screen input')).toBeFalse();
  });
});
