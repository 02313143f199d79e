import { Component, computed, inject, input } from '@angular/core';
import { Upstreams } from 'ngx-convoy';
import { ConvoyCircuitGlyph } from '../breaker/circuit-glyph';
import { CIRCUIT_WORDS, describeNextStep, type CircuitReading } from '../breaker/circuit-words';
import type { ServiceView } from '../fleet/service-view';
import { ConsoleFormat } from '../format/console-format';
import { ConvoyStatusMark } from '../status/status-mark';
import { HEALTH_WORDS, instanceViews } from './instance-view';

/** The instances of a service, and how the calls are shared among them. */
@Component({
  selector: 'convoy-instance-table',
  imports: [ConvoyCircuitGlyph, ConvoyStatusMark],
  templateUrl: './instance-table.html',
  styleUrl: './instance-table.scss',
})
export class ConvoyInstanceTable {
  readonly service = input.required<ServiceView>();

  private readonly upstreams = inject(Upstreams);
  protected readonly format = inject(ConsoleFormat);
  protected readonly healthWords = HEALTH_WORDS;
  protected readonly circuitWords = CIRCUIT_WORDS;

  protected readonly instances = computed(() => {
    const { name, instances, at } = this.service();
    const upstream = this.upstreams.get(name);
    return upstream === undefined ? [] : instanceViews(upstream, instances, at);
  });

  protected nextStep(circuit: CircuitReading): string {
    return describeNextStep(circuit, this.service().at, this.format);
  }
}
