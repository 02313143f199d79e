import { Component, inject } from '@angular/core';
import { DemoTraffic } from '../demo-traffic/demo-traffic';

/** Sends the simulated visitors home, or lets them in again. */
@Component({
  selector: 'app-traffic-switch',
  template: `
    <button
      type="button"
      role="switch"
      aria-label="Demo traffic"
      title="Simulated visitors keep the services busy"
      [attr.aria-checked]="traffic.enabled()"
      (click)="traffic.toggle()"
    >
      <span class="text" aria-hidden="true">Demo traffic</span>
      <span class="track" aria-hidden="true"><span class="knob"></span></span>
    </button>
  `,
  styleUrl: './traffic-switch.scss',
})
export class TrafficSwitch {
  protected readonly traffic = inject(DemoTraffic);
}
