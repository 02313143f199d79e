import { TestBed } from '@angular/core/testing';
import type { ServiceStatus } from 'ngx-convoy/core';
import { TrafficWindow } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { describeFleet } from './describe-fleet';
import type { ServiceView } from './service-view';

describe('The sentence about all services', () => {
  const at = new Date(2026, 10, 23, 14, 2).getTime();

  function view(label: string, status: ServiceStatus, reason = '', since?: number): ServiceView {
    return {
      at,
      name: label.toLowerCase(),
      label,
      group: '',
      status,
      reason,
      since,
      circuit: { state: 'closed', reason: '', retryAt: undefined },
      instances: [],
      healthyInstances: 0,
      traffic: new TrafficWindow().snapshot(at),
      retryBudget: 10,
      isStale: false,
    };
  }

  const up = (count: number) => Array.from({ length: count }, (_, i) => view(`S${i}`, 'up'));
  const open = 'its breaker is open: 5 failures in a row';

  const rows: readonly (readonly [readonly ServiceView[], string])[] = [
    [[], 'No service is configured.'],
    [up(1), '1 service, and it is up.'],
    [up(16), 'All 16 services are up.'],
    [
      [...up(2), view('New', 'unknown')],
      '2 of 3 services up, nothing was heard of the others yet.',
    ],
    [
      [
        ...up(14),
        view('Pricing', 'degraded', '1 of 3 instances out'),
        view('Recommendations', 'down', open, at),
      ],
      '2 of 16 services reduced: Recommendations is down since 14:02, its breaker is open; Pricing is reduced, 1 of 3 instances out.',
    ],
    [
      ['A', 'B', 'C', 'D'].map((name) => view(name, 'down', 'no instance is healthy')),
      '4 of 4 services reduced: A is down, no instance is healthy; B is down, no instance is healthy; 2 more.',
    ],
  ];
  for (const [views, sentence] of rows) {
    it(sentence, () => {
      expect(describeFleet(views, TestBed.inject(ConsoleFormat))).toBe(sentence);
    });
  }
});
