import { HttpClient } from '@angular/common/http';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { convoy } from 'ngx-convoy';
import { Outbox, withOutbox } from 'ngx-convoy/degradation';
import { ConsoleScene, someService } from '../console-scene.spec';

/** The screen with one entry that was refused and one that is stopped. */
async function open(options: { readonly readonly?: boolean } = {}): Promise<ConsoleScene> {
  const scene = await ConsoleScene.open({
    url: '/console/outbox',
    services: [someService('catalog')],
    extensions: [withOutbox({ storage: 'memory' })],
    ...options,
  });
  const http = TestBed.inject(HttpClient);
  for (const key of ['cart/1', 'cart/2']) {
    const context = convoy({ outbox: { key } });
    http.post('/api/catalog/carts', { key, token: 's3cret' }, { context }).subscribe();
    await scene.settle();
  }
  const [first] = TestBed.inject(HttpTestingController).match(() => true);
  first?.flush('', { status: 422, statusText: 'no' });
  await scene.settle();
  await TestBed.inject(Outbox).pause();
  await scene.settle();
  return scene;
}

function rows(scene: ConsoleScene): readonly string[] {
  return [...scene.root.querySelectorAll('convoy-outbox-screen tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td:not(.actions)')]
      .map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())
      .join(' | '),
  );
}

describe('The outbox in the console', () => {
  it('is not there without withOutbox', async () => {
    const scene = await ConsoleScene.open({ services: [someService('catalog')] });
    expect(scene.find('Outbox')).toBeUndefined();
  });

  it('shows what waits and what was given up, how old it is and what was wrong', async () => {
    const scene = await open();
    await scene.pass(61_000);
    expect(scene.control('Outbox').getAttribute('aria-current')).toBe('page');
    expect(rows(scene)).toEqual([
      'cart/1 | Given up | POST /api/catalog/carts | 1 min | 1 | – | http 422',
      'cart/2 | Waiting | POST /api/catalog/carts | 1 min | 0 | its turn | ',
    ]);
    expect(scene.text('.summary')).toContain('1 on their way · 0 in conflict · 1 given up');
    expect(scene.text('.summary')).toContain('Sending is paused.');
  });

  it('shows one closely, without its secrets, and the focus goes there and back', async () => {
    const scene = await open();
    await scene.press('cart/2');
    await scene.settle();
    expect(scene.text('convoy-outbox-panel pre')).toContain('"key": "cart/2"');
    expect(scene.text('convoy-outbox-panel')).not.toContain('s3cret');
    await scene.key('Escape');
    expect(scene.has('convoy-outbox-panel')).toBeFalse();
    expect(document.activeElement?.textContent).toBe('cart/2');
  });

  it('lets an operator send, drop after a question, pause and resume', async () => {
    const scene = await open();
    await scene.press('Drop cart/2');
    await scene.press('Keep it');
    expect(rows(scene).length).toBe(2);
    await scene.press('Drop cart/2');
    await scene.press('Drop it');
    expect(rows(scene).length).toBe(1);
    await scene.press('Send cart/1 now');
    expect(rows(scene)[0]).toContain('Waiting');
    await scene.press('Resume sending');
    await scene.pass(1_000);
    const [request] = TestBed.inject(HttpTestingController).match(() => true);
    request?.flush('');
    await scene.settle();
    expect(rows(scene)).toEqual(['Nothing waits to be sent.']);
  });

  it('only shows, when the console only shows', async () => {
    const scene = await open({ readonly: true });
    expect(rows(scene).length).toBe(2);
    expect(scene.has('convoy-outbox-screen button')).toBeFalse();
  });
});
