import { TestBed } from '@angular/core/testing';
import { Upstreams, type ServiceConfig } from 'ngx-convoy';
import { catalog, type House, house } from './checked-house.spec';

const NIGHT = 8 * 3_600;
const STEP = 5;
const SERVICES = 4;

const services: readonly ServiceConfig[] = Array.from({ length: SERVICES }, (_, index) => ({
  ...catalog,
  name: `service-${index}`,
  match: `/api/${index}`,
  instances: [`http://${index}.test`],
}));

/** @returns how often somebody was asked */
async function night(it: House, each: () => void = () => undefined): Promise<number> {
  it.urls();
  let asked = 0;
  for (let second = 0; second < NIGHT; second += STEP) {
    each();
    await it.pass(STEP * 1_000);
    asked += it.urls().length;
  }
  return asked;
}

describe('HealthChecks, a night long', () => {
  const perInterval = (NIGHT * SERVICES) / 15;

  it('asks as often as it should, by one timer, and keeps nothing', async () => {
    const it = await house(services);
    await it.pass(15_000);
    const pending = it.clock.pending;
    const asked = await night(it);
    expect(asked).toBeGreaterThan(perInterval * 0.99);
    expect(asked).toBeLessThan(perInterval * 1.01);
    expect(it.clock.pending).toBe(pending);
    expect(it.gaps.all()).toEqual([]);
  });

  it('asks a quarter of that where calls are answered all the time', async () => {
    const it = await house(services);
    const upstreams = TestBed.inject(Upstreams);
    const asked = await night(it, () => {
      for (const { name } of services) {
        const [endpoint] = upstreams.get(name)?.endpoints ?? [];
        endpoint?.answered(20, it.clock.now());
      }
    });
    expect(asked / perInterval).toBeCloseTo(0.25, 1);
  });

  it('asks for five minutes, a quarter as often, when nobody looks, and then not at all', async () => {
    const it = await house(services);
    it.visible.set(false);
    expect(await night(it)).toBeLessThanOrEqual(SERVICES * 6);
    // The beat of the alerts, which the tab that leads goes on with.
    expect(it.clock.pending).toBe(1);
  });

  it('asks less and less often what stays down all night', async () => {
    const it = await house(services);
    it.answer = () => Promise.resolve({ status: 'fail', checks: [] });
    const asked = await night(it);
    expect(asked / perInterval).toBeCloseTo(0.25, 1);
  });
});
