import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import { CircuitJournal, ServiceRegistry, Upstreams } from 'ngx-convoy';
import { ConvoyBreakerActions } from '../breaker/breaker-actions';
import { ConvoyCircuitGlyph } from '../breaker/circuit-glyph';
import { CIRCUIT_WORDS, describeNextStep } from '../breaker/circuit-words';
import { Fleet } from '../fleet/fleet';
import { ConsoleFormat } from '../format/console-format';
import { ConvoyHealthTree } from '../health/health-tree';
import { ConvoyInstanceTable } from '../instances/instance-table';
import { ConvoyPickList } from '../picks/pick-list';
import { ConvoySidePanel } from '../shell/side-panel';
import { ConvoyStatusMark } from '../status/status-mark';
import { STATUS_WORDS } from '../status/status-words';
import { describeLimits } from './describe-limits';
import { describeSettings } from './describe-settings';
import { ConvoyRecentCalls } from './recent-calls';

/** Everything about one service: how it is and why, what its breaker did, where its last calls went, how it is set. */
@Component({
  selector: 'convoy-service-panel',
  imports: [
    ConvoyBreakerActions,
    ConvoyCircuitGlyph,
    ConvoyHealthTree,
    ConvoyInstanceTable,
    ConvoyPickList,
    ConvoyRecentCalls,
    ConvoySidePanel,
    ConvoyStatusMark,
  ],
  templateUrl: './service-panel.html',
  styleUrl: './service-panel.scss',
})
export class ConvoyServicePanel {
  /** Name of the service, as it stands in the URL: there may be none of that name. */
  readonly name = input.required<string>();
  readonly closed = output();

  private readonly fleet = inject(Fleet);
  private readonly upstreams = inject(Upstreams);
  private readonly registry = inject(ServiceRegistry);
  private readonly journal = inject(CircuitJournal);
  private readonly frame = viewChild.required(ConvoySidePanel);
  protected readonly format = inject(ConsoleFormat);
  protected readonly statusWords = STATUS_WORDS;
  protected readonly circuitWords = CIRCUIT_WORDS;

  protected readonly service = computed(() => this.fleet.service(this.name()));
  protected readonly transitions = computed(() =>
    this.journal.entries().filter(({ service }) => service === this.name()),
  );
  protected readonly nextStep = computed(() => {
    const service = this.service();
    return service && describeNextStep(service.circuit, service.at, this.format);
  });

  /** What the breaker's window holds: the evidence for its state. */
  protected readonly totals = computed(() => {
    const totals = this.upstreams.get(this.name())?.breaker.totals(this.service()?.at);
    return totals && { total: totals.total, failed: totals.failed, slow: totals.slow };
  });

  /** Every policy with its numbers, in the order in which a call meets them. */
  protected readonly policies = computed(() => {
    this.service();
    return this.upstreams.get(this.name())?.policies.describe() ?? '';
  });

  protected readonly limits = computed(() => {
    const at = this.service()?.at;
    const upstream = this.upstreams.get(this.name());
    return at === undefined || upstream === undefined
      ? []
      : describeLimits(upstream, at, this.format);
  });

  protected readonly settings = computed(() => {
    this.service();
    const upstream = this.upstreams.get(this.name());
    const { health } = this.upstreams.service(this.name()) ?? {};
    return upstream === undefined ? [] : describeSettings(upstream.options, health, this.format);
  });

  protected readonly problem = computed(() =>
    this.registry.problems().find(({ service }) => service === this.name()),
  );

  /** Moves the focus here. */
  focus(): void {
    this.frame().focus();
  }
}
