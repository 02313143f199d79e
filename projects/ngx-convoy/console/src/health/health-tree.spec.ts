import { signal } from '@angular/core';
import { convoyExtension, LeaderTab } from 'ngx-convoy';
import { HEALTH_PROBE, withMonitoring } from 'ngx-convoy/monitor';
import type { HealthAnswer } from 'ngx-convoy/core';
import { ConsoleScene, someService } from '../console-scene.spec';

const ANSWER: HealthAnswer = {
  status: 'warn',
  format: 'health+json',
  version: '7',
  output: 'disk nearly full',
  checks: [
    { name: 'database', status: 'pass', output: '12 ms' },
    { name: 'disk', status: 'warn', affectedEndpoints: ['/uploads/{id}'] },
  ],
};

async function openPanel(isLeader: boolean): Promise<ConsoleScene> {
  const scene = await ConsoleScene.open({
    url: '/console?sel=catalog',
    services: [{ ...someService('catalog', 'shop', 2), health: '/health' }],
    extensions: [
      withMonitoring(),
      convoyExtension('scene', [
        { provide: LeaderTab, useValue: { leads: signal(isLeader) } },
        { provide: HEALTH_PROBE, useValue: () => Promise.resolve(ANSWER) },
      ]),
    ],
  });
  await scene.pass(1);
  return scene;
}

describe('The health of a service, in its panel', () => {
  it('says so where nothing is asked, and asks nothing', async () => {
    const scene = await ConsoleScene.open({ url: '/console?sel=accounts' });
    expect(scene.text('convoy-health-tree')).toContain('no health endpoint');
  });

  it('shows what each instance says, part by part, what is affected, who asks and when next', async () => {
    const scene = await openPanel(true);
    const tree = scene.text('convoy-health-tree');
    expect(tree).toContain('This tab asks');
    expect(tree).toContain('Not well: /uploads/{id}');
    expect(tree).toMatch(/catalog-1\s*Warning\s*next in 1\d s/);
    expect(tree).toMatch(/health\+json\s+version 7\s+disk nearly full/);
    expect(tree).toMatch(/database\s*Healthy\s*12 ms/);
    expect(tree).toMatch(/catalog-2\s*Not checked/);
  });

  it('asks now when it is told to', async () => {
    const scene = await openPanel(true);
    await scene.press('Check now');
    await scene.settle();
    expect(scene.text('convoy-health-tree')).toMatch(/catalog-2\s*Warning/);
  });

  it('says that another tab asks', async () => {
    const scene = await openPanel(false);
    expect(scene.text('convoy-health-tree')).toContain('Another tab asks');
  });
});
