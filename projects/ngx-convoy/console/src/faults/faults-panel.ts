import { Component, computed, inject, output, viewChild } from '@angular/core';
import { groupBy } from '../format/group-by';
import { ConvoySidePanel } from '../shell/side-panel';
import { FaultBoard } from './fault-board';
import { ConvoyFaultForm, type FaultOrder } from './fault-form';
import { ConvoyFaultableService } from './faultable-service';

/** Breaks backends on purpose, and mends them: to see in the table beside it what that does. */
@Component({
  selector: 'convoy-faults-panel',
  imports: [ConvoyFaultForm, ConvoyFaultableService, ConvoySidePanel],
  templateUrl: './faults-panel.html',
  styleUrl: './faults-panel.scss',
})
export class ConvoyFaultsPanel {
  readonly closed = output();

  protected readonly board = inject(FaultBoard);
  private readonly frame = viewChild.required(ConvoySidePanel);
  private readonly faults = computed(() => groupBy(this.board.faults(), ({ service }) => service));
  protected readonly groups = computed(() => {
    const faults = this.faults();
    const services = this.board
      .services()
      .map((service) => ({ service, faults: faults.get(service.name) ?? [] }));
    return [...groupBy(services, ({ service }) => service.group ?? '')].map(([name, members]) => ({
      name,
      members,
    }));
  });

  /** Moves the focus here. */
  focus(): void {
    this.frame().focus();
  }

  protected add({ target, fault }: FaultOrder): void {
    void this.board.add(target, fault);
  }
}
