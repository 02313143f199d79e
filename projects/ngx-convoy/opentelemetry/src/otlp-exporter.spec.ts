import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ConfigurationError } from 'ngx-convoy/core';
import { OtlpScene } from './otlp-scene.spec';
import { withOtlp } from './with-otlp';

describe('OtlpExporter', () => {
  it('sends what was kept as JSON, some seconds after the first of it', async () => {
    const scene = new OtlpScene({ headers: { 'X-Key': 'public' } });
    scene.trace('a');
    await scene.pass(3_000);
    scene.trace('b');
    await scene.pass(1_999);
    expect(scene.sent.length).toBe(0);
    await scene.pass(1);
    expect(scene.last?.names).toEqual(['a', 'b']);
    expect(scene.last?.url).toBe('/v1/traces');
    expect(scene.last?.init).toEqual(
      jasmine.objectContaining({
        method: 'POST',
        headers: { 'X-Key': 'public', 'Content-Type': 'application/json' },
        keepalive: true,
      }),
    );
    await scene.answer(200);
    expect(scene.exporter.status()).toEqual({
      exported: 2,
      rejected: 0,
      failed: 0,
      missed: 0,
      problem: '',
    });
  });

  it('sends nothing while nothing is kept', async () => {
    const scene = new OtlpScene();
    await scene.pass(60_000);
    expect(scene.sent.length).toBe(0);
    expect(scene.clock.pending).toBe(0);
  });

  it('does not wait when a batch is full', async () => {
    const scene = new OtlpScene({ batchSize: 3 });
    for (const name of 'abc') scene.trace(name);
    await scene.pass(0);
    expect(scene.last?.names).toEqual(['a', 'b', 'c']);
  });

  it('has one request under way, and gathers the next batch meanwhile', async () => {
    const scene = new OtlpScene({ batchSize: 2 });
    for (const name of 'ab') scene.trace(name);
    await scene.pass(0);
    for (const name of 'cde') scene.trace(name);
    await scene.pass(10_000 - 1);
    expect(scene.sent.length).toBe(1);
    await scene.answer(200);
    expect(scene.sent.map(({ names }) => names.join(''))).toEqual(['ab', 'cde']);
  });

  it('makes no body larger than may outlive the page', async () => {
    const scene = new OtlpScene({ batchSize: 8 });
    for (const name of 'abcdefgh') scene.trace(name, 12_000);
    await scene.pass(0);
    await scene.answer(200);
    await scene.pass(5_000);
    expect(scene.sent.map(({ names }) => names.join(''))).toEqual(['abcd', 'efgh']);
    for (const { body } of scene.sent) expect(body.length).toBeLessThanOrEqual(60 * 1_024);
  });

  it('counts what the store had to push out, and goes on with the rest', async () => {
    const scene = new OtlpScene({ batchSize: 1 }, 2);
    scene.trace('a');
    await scene.pass(0);
    for (const name of 'bcdef') scene.trace(name);
    await scene.answer(200);
    expect(scene.last?.names).toEqual(['e', 'f']);
    await scene.answer(200);
    expect(scene.exporter.status()).toEqual(jasmine.objectContaining({ exported: 3, missed: 3 }));
  });

  describe('asked to come again', () => {
    const busy: readonly (readonly [answer: string, give: (scene: OtlpScene) => Promise<void>])[] =
      [
        ['429', (scene) => scene.answer(429)],
        ['502', (scene) => scene.answer(502)],
        ['503', (scene) => scene.answer(503)],
        ['504', (scene) => scene.answer(504)],
        ['nothing', (scene) => scene.fail()],
      ];
    for (const [answer, give] of busy) {
      it(`by ${answer} sends the same again, after a while that grows`, async () => {
        const scene = new OtlpScene();
        scene.trace('a');
        await scene.pass(5_000);
        await give(scene);
        await scene.pass(499);
        expect(scene.sent.length).toBe(1);
        await scene.pass(1);
        expect(scene.sent.length).toBe(2);
        expect(scene.last?.body).toBe(scene.sent[0]?.body);
        await give(scene);
        await scene.pass(999);
        expect(scene.sent.length).toBe(2);
        await scene.pass(1);
        await scene.answer(200);
        expect(scene.exporter.status().exported).toBe(1);
      });
    }

    it('waits as long as the collector says', async () => {
      const scene = new OtlpScene();
      scene.trace('a');
      await scene.pass(5_000);
      await scene.answer(429, {}, { 'Retry-After': '7' });
      scene.trace('b');
      await scene.pass(6_999);
      expect(scene.sent.length).toBe(1);
      await scene.pass(1);
      expect(scene.last?.names).toEqual(['a']);
      await scene.answer(200);
      await scene.pass(5_000);
      expect(scene.last?.names).toEqual(['b']);
    });

    it('gives up after five times, and goes on with what came later', async () => {
      const scene = new OtlpScene();
      scene.trace('a');
      await scene.pass(5_000);
      for (let attempt = 0; attempt < 5; attempt += 1) {
        await scene.answer(503);
        await scene.pass(4_000);
      }
      expect(scene.sent.length).toBe(5);
      expect(scene.exporter.status()).toEqual(
        jasmine.objectContaining({ failed: 1, problem: 'the collector answered 503' }),
      );
      scene.trace('b');
      await scene.pass(5_000);
      expect(scene.last?.names).toEqual(['b']);
    });

    it('does not use keepalive the second time: the app may have used it up', async () => {
      const scene = new OtlpScene();
      scene.trace('a');
      await scene.pass(5_000);
      await scene.fail();
      await scene.pass(500);
      expect(scene.last?.init.keepalive).toBeFalse();
    });
  });

  it('sends nothing again that was refused, and says why', async () => {
    const scene = new OtlpScene();
    scene.trace('a');
    await scene.pass(5_000);
    await scene.answer(400, { code: 3, message: 'spanId is missing' });
    await scene.pass(60_000);
    expect(scene.sent.length).toBe(1);
    expect(scene.exporter.status()).toEqual(
      jasmine.objectContaining({
        failed: 1,
        problem: 'the collector answered 400: spanId is missing',
      }),
    );
  });

  it('understands that a part was not wanted, and does not send it again', async () => {
    const scene = new OtlpScene();
    for (const name of 'abc') scene.trace(name);
    await scene.pass(5_000);
    await scene.answer(200, { partialSuccess: { rejectedSpans: '2', errorMessage: 'too old' } });
    await scene.pass(60_000);
    expect(scene.sent.length).toBe(1);
    expect(scene.exporter.status()).toEqual(
      jasmine.objectContaining({ exported: 1, rejected: 2, problem: 'too old' }),
    );
  });

  for (const body of ['nonsense', null, { partialSuccess: { rejectedSpans: 'all' } }]) {
    it(`takes 200 for a success, whatever is in it: ${JSON.stringify(body)}`, async () => {
      const scene = new OtlpScene();
      scene.trace('a');
      await scene.pass(5_000);
      await scene.answer(200, body);
      expect(scene.exporter.status()).toEqual(
        jasmine.objectContaining({ exported: 1, rejected: 0, failed: 0 }),
      );
    });
  }

  it('does not wait for ever', async () => {
    const scene = new OtlpScene({ timeout: 2_000 });
    scene.trace('a');
    await scene.pass(5_000);
    await scene.pass(2_000);
    expect(scene.last?.init.signal?.aborted).toBeTrue();
    await scene.pass(500);
    expect(scene.sent.length).toBe(2);
  });

  describe('when the page is about to go', () => {
    it('sends what there is, beside what is under way, as far as it can outlive the page', async () => {
      const scene = new OtlpScene({ batchSize: 2 });
      for (const name of 'ab') scene.trace(name, 12_000);
      await scene.pass(0);
      for (const name of 'cdef') scene.trace(name, 12_000);
      window.dispatchEvent(new Event('pagehide'));
      expect(scene.sent.map(({ names }) => names.join(''))).toEqual(['ab', 'cd']);
      const bytes = scene.sent.reduce((sum, { body }) => sum + body.length, 0);
      expect(bytes).toBeLessThanOrEqual(60 * 1_024);
      expect(scene.sent.every(({ init }) => init.keepalive)).toBeTrue();
      // It stayed after all.
      for (const each of scene.sent) each.answer(200);
      await scene.settle();
      await scene.pass(5_000);
      expect(scene.last?.names).toEqual(['e', 'f']);
    });

    it('does so when it is hidden, too, but not when it is shown again', () => {
      const scene = new OtlpScene();
      const visibility = spyOnProperty(document, 'visibilityState');
      scene.trace('a');
      visibility.and.returnValue('visible');
      document.dispatchEvent(new Event('visibilitychange'));
      expect(scene.sent.length).toBe(0);
      visibility.and.returnValue('hidden');
      document.dispatchEvent(new Event('visibilitychange'));
      expect(scene.last?.names).toEqual(['a']);
    });

    it('respects that the collector wants to be left alone', async () => {
      const scene = new OtlpScene();
      scene.trace('a');
      await scene.pass(5_000);
      await scene.answer(429, {}, { 'Retry-After': '60' });
      scene.trace('b');
      window.dispatchEvent(new Event('pagehide'));
      expect(scene.sent.length).toBe(1);
    });
  });

  it('keeps no app from being stable', async () => {
    const scene = new OtlpScene();
    scene.trace('a');
    await scene.pass(5_000);
    expect(scene.sent.length).toBe(1);
    await TestBed.inject(ApplicationRef).whenStable();
    expect(scene.sent.length).toBe(1);
  });

  it('ends with the app, with a last word', async () => {
    const scene = new OtlpScene();
    scene.trace('a');
    TestBed.resetTestingModule();
    expect(scene.last?.names).toEqual(['a']);
    await scene.answer(200);
    window.dispatchEvent(new Event('pagehide'));
    expect(scene.sent.length).toBe(1);
  });
});

describe('withOtlp', () => {
  const resource = { 'service.name': 'shop-web' };
  for (const [option, options] of [
    ['otlp.url', { url: 'collector.example.com', resource }],
    ['otlp.url', { url: 'ftp://collector.example.com', resource }],
    ['otlp.url', { url: 'https://me:secret@collector.example.com', resource }],
    ["otlp.resource['service.name']", { url: '/v1/traces', resource: { 'service.name': '' } }],
    ['otlp.interval', { url: '/v1/traces', resource, interval: 0 }],
    ['otlp.batchSize', { url: '/v1/traces', resource, batchSize: 1.5 }],
    ['otlp.timeout', { url: '/v1/traces', resource, timeout: -1 }],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => withOtlp(options)).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
});
