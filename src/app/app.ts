import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { ConvoyNotice, ConvoyOutboxNotice } from 'ngx-convoy/degradation';
import { DemoTraffic } from './demo-traffic/demo-traffic';
import { LevelPill } from './shell/level-pill';
import { Outage } from './shell/outage';
import { OutagePanel } from './shell/outage-panel';
import { RouteFocus } from './shell/route-focus';
import { SignalFlag, type FlagLetter } from './shell/signal-flag';
import { ThemeButton } from './shell/theme-button';
import { TrafficSwitch } from './shell/traffic-switch';

interface Section {
  readonly name: string;
  readonly path: string;
  readonly flag: FlagLetter;
}

/** The quay: what stands around every page. */
@Component({
  selector: 'app-root',
  imports: [
    ConvoyNotice,
    ConvoyOutboxNotice,
    LevelPill,
    OutagePanel,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SignalFlag,
    ThemeButton,
    TrafficSwitch,
  ],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly sections: readonly Section[] = [
    { name: 'Shop', path: '/shop', flag: 'S' },
    { name: 'Bank', path: '/bank', flag: 'B' },
    { name: 'Media', path: '/media', flag: 'M' },
    { name: 'Console', path: '/console', flag: 'C' },
  ];

  protected readonly outage = inject(Outage);

  constructor() {
    inject(RouteFocus).start();
    inject(DemoTraffic).start();
  }

  /** With `<base href="/">` a bare `#main` would leave the page. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}
