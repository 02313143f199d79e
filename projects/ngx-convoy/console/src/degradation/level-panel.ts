import { Component, computed, inject } from '@angular/core';
import { Degradation, type HoldOptions } from 'ngx-convoy/degradation';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyHoldForm } from './hold-form';

/** The levels that there are, the one in force and why; and a level that somebody holds, with its end. */
@Component({
  selector: 'convoy-level-panel',
  imports: [ConvoyHoldForm],
  templateUrl: './level-panel.html',
  styleUrl: './level-panel.scss',
})
export class ConvoyLevelPanel {
  private readonly heartbeat = inject(Heartbeat);
  protected readonly degradation = inject(Degradation);
  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);

  protected readonly levels = this.degradation.levels.map((level) => {
    const config = this.degradation.configOf(level);
    return {
      level,
      label: config?.label ?? '',
      services: config?.services.join(', ') ?? '',
      features: config?.features.join(', ') ?? '',
    };
  });
  /** Tiers alone make levels that list nothing. */
  protected readonly hasConfig = this.levels.some(
    ({ level }) => this.degradation.configOf(level) !== undefined,
  );

  /** Who holds the level, why and until when; empty when nobody does. */
  protected readonly pin = computed(() => {
    const pin = this.degradation.pinned();
    if (pin === undefined) return '';
    const who = pin.by === '' ? '' : ` by ${pin.by}`;
    const why = pin.reason === '' ? '' : `: ${pin.reason}`;
    const left = this.format.countdown(pin.until - this.heartbeat.now());
    return `Held at level ${pin.value}${who} until ${this.format.time(pin.until)}, ${left} left${why}`;
  });

  /** When the next step down is; empty when there is none to take. */
  protected readonly step = computed(() => {
    const at = this.degradation.stepDownAt();
    if (at === undefined) return '';
    return `One level down in ${this.format.countdown(at - this.heartbeat.now())}, if things stay as they are`;
  });

  protected hold(level: string, options: HoldOptions): void {
    this.degradation.pin(Number(level), options);
  }
}
