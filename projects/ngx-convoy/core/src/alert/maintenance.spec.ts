import { Maintenance } from './maintenance';

const HOUR = 3_600_000;

describe('Maintenance', () => {
  const name = 'database move';

  it('holds for what it is about, once', () => {
    const maintenance = new Maintenance([
      {
        ...{ name, startsAt: 100, duration: 50 },
        matchers: [{ name: 'service', operator: '=', value: 'orders' }],
      },
    ]);
    const at = (now: number) => maintenance.of({ service: 'orders' }, now)?.name;
    expect([99, 100, 149, 150].map(at)).toEqual([undefined, name, name, undefined]);
    expect(maintenance.of({ service: 'users' }, 120)).toBeUndefined();
  });

  it('comes again every day', () => {
    const maintenance = new Maintenance([{ name, startsAt: 0, duration: HOUR, every: 'day' }]);
    const at = (hours: number) => maintenance.of({}, hours * HOUR) !== undefined;
    expect([-23.5, 0.5, 1, 24.5, 25, 24 * 30 + 0.5].map(at)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('refuses one that lasts longer than until it comes again', () => {
    const window = { name, startsAt: 0, duration: 25 * HOUR, every: 'day' } as const;
    expect(() => new Maintenance([window])).toThrowError(/maintenance\[0\]\.duration/);
  });
});
