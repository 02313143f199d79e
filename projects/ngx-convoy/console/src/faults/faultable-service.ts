import { Component, computed, inject, input } from '@angular/core';
import { ConsoleFormat } from '../format/console-format';
import { ConvoyStatusMark } from '../status/status-mark';
import type { ActiveFault, FaultTarget } from './fault';
import { FaultBoard } from './fault-board';
import type { FaultableInstance, FaultableService } from './fault-injector';
import { describeFault } from './fault-text';
import { ConvoyStopStart } from './stop-start';

/** A service in the faults panel: stop it, start it, and see inside what is wrong with which instance. */
@Component({
  selector: 'li[convoyFaultableService]',
  imports: [ConvoyStatusMark, ConvoyStopStart],
  templateUrl: './faultable-service.html',
  styleUrl: './faultable-service.scss',
  host: { '[class.faulty]': 'faults().length > 0' },
})
export class ConvoyFaultableService {
  readonly service = input.required<FaultableService>();
  /** Those of this service. */
  readonly faults = input.required<readonly ActiveFault[]>();

  protected readonly board = inject(FaultBoard);
  protected readonly format = inject(ConsoleFormat);
  protected readonly describe = describeFault;
  protected readonly up = computed(() => this.service().instances.filter(({ up }) => up).length);
  protected readonly status = computed(() => {
    if (this.up() === 0) return 'down';
    return this.faults().length > 0 || this.up() < this.service().instances.length
      ? 'degraded'
      : 'up';
  });

  protected faultsOf({ id }: FaultableInstance): readonly ActiveFault[] {
    return this.faults().filter(({ instance }) => instance === id);
  }

  protected stop(instance?: string): void {
    void this.board.add(this.target(instance), { type: 'down' });
  }

  /** Ends what keeps it from answering at all, and leaves other faults. */
  protected start(instance?: string): void {
    const target = this.target(instance);
    const isFlapping = this.faults().some(
      (each) => each.fault.type === 'flapping' && (instance ?? each.instance) === each.instance,
    );
    void this.board.remove(target, isFlapping ? 'flapping' : 'down');
  }

  /** Ends every fault of all its instances. */
  protected mend(): void {
    void this.board.mend(this.target(undefined));
  }

  protected remove({ instance, fault }: ActiveFault): void {
    void this.board.remove(this.target(instance), fault.type);
  }

  private target(instance: string | undefined): FaultTarget {
    const service = this.service().name;
    return instance === undefined ? { service } : { service, instance };
  }
}
