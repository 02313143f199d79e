import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ConvoyBreakerActions } from '../breaker/breaker-actions';
import { ConvoyCircuitGlyph } from '../breaker/circuit-glyph';
import { CIRCUIT_WORDS, describeNextStep } from '../breaker/circuit-words';
import type { ServiceView } from '../fleet/service-view';
import { ConsoleFormat } from '../format/console-format';
import { ConvoyInstancePips } from '../instances/instance-pips';
import { ConvoyLatencyStrip } from '../instances/latency-strip';
import { ConvoyStatusMark } from '../status/status-mark';
import { STATUS_WORDS } from '../status/status-words';

/** One service in the overview. */
@Component({
  selector: 'tr[convoyServiceRow]',
  imports: [
    ConvoyBreakerActions,
    ConvoyCircuitGlyph,
    ConvoyInstancePips,
    ConvoyLatencyStrip,
    ConvoyStatusMark,
    RouterLink,
  ],
  templateUrl: './service-row.html',
  styleUrl: './service-row.scss',
  host: {
    '[attr.data-service]': 'service().name',
    '[class]': 'service().status',
    '[class.selected]': 'isSelected()',
  },
})
export class ConvoyServiceRow {
  readonly service = input.required<ServiceView>();
  readonly alerts = input.required<number>();
  readonly isSelected = input(false);
  readonly isExpanded = input(false);
  readonly expand = output();

  protected readonly format = inject(ConsoleFormat);
  protected readonly statusWords = STATUS_WORDS;
  protected readonly circuitWords = CIRCUIT_WORDS;

  protected readonly nextStep = computed(() =>
    describeNextStep(this.service().circuit, this.service().at, this.format),
  );
}
