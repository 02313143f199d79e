import { TestBed } from '@angular/core/testing';
import { HttpTestingController } from '@angular/common/http/testing';
import { Orchestrator } from 'ngx-convoy';
import { parallel, task } from 'ngx-convoy/core';
import { ConsoleScene } from '../console-scene.spec';

describe('The runs in the console', () => {
  it('say that there are none', async () => {
    const scene = await ConsoleScene.open({ url: '/console/runs' });
    expect(scene.text('.none')).toBe('No plan has run yet.');
  });

  it('show what a plan asked, what is missing and why', async () => {
    const scene = await ConsoleScene.open({ url: '/console/runs' });
    const plan = parallel(
      {
        good: task(() => Promise.resolve(1)),
        bad: task(() => Promise.reject<number>(new Error('no stock'))),
      },
      { name: 'product-page', onFailure: 'settle' },
    );
    await TestBed.inject(Orchestrator)
      .run(plan)
      .result.catch(() => undefined);
    await scene.frame();
    expect(scene.text('summary b')).toBe('product-page');
    expect(scene.text('summary .tasks')).toBe('1 of 2, 1 missing');
    expect(scene.text('convoy-run-tasks li:nth-child(2)')).toContain('no stock');
  });

  it('let an operator cancel one that is under way, and lead to its trace', async () => {
    const scene = await ConsoleScene.open({ url: '/console/runs' });
    const run = TestBed.inject(Orchestrator).run(
      parallel({ slow: task(() => new Promise<number>(() => undefined)) }, { name: 'stuck' }),
    );
    run.result.catch(() => undefined);
    await scene.frame();
    expect(scene.text('summary .outcome')).toBe('Running');
    scene.control('Cancel the run').click();
    await scene.frame();
    expect(scene.text('summary .outcome')).toBe('Cancelled');
    expect(scene.find('Cancel the run')).toBeUndefined();
    expect(scene.find('Its trace')?.getAttribute('href')).toBe(
      `/console/traces?sel=${run.traceId ?? ''}`,
    );
    TestBed.inject(HttpTestingController).verify();
  });

  it('offer nothing to do when the console only shows', async () => {
    const scene = await ConsoleScene.open({ url: '/console/runs', readonly: true });
    const run = TestBed.inject(Orchestrator).run(
      parallel({ slow: task(() => new Promise<number>(() => undefined)) }),
    );
    run.result.catch(() => undefined);
    await scene.frame();
    expect(scene.find('Cancel the run')).toBeUndefined();
    run.cancel();
  });
});
