import { Component, computed, input, output, signal } from '@angular/core';
import type { Fault, FaultTarget } from './fault';
import type { FaultableService } from './fault-injector';
import { FAULT_DURATIONS, FAULT_RECIPES } from './fault-recipes';

/** A fault and where it is to be. */
export interface FaultOrder {
  readonly target: FaultTarget;
  readonly fault: Fault;
}

/** Asks what to break, how, and for how long. */
@Component({
  selector: 'convoy-fault-form',
  template: `
    <form #form (submit)="submit($event, form)">
      <label class="wide">
        <span>Where</span>
        <select name="target">
          @for (service of services(); track service.name) {
            <optgroup [label]="service.name">
              <option [value]="service.name">{{ service.name }}, all instances</option>
              @for (instance of service.instances; track instance.id) {
                <option [value]="service.name + '/' + instance.id">{{ instance.id }}</option>
              }
            </optgroup>
          }
        </select>
      </label>
      <label>
        <span>What</span>
        <select name="recipe" #recipe (change)="type.set(recipe.value)">
          @for (each of recipes; track each.type) {
            <option [value]="each.type">{{ each.label }}</option>
          }
        </select>
      </label>
      <label>
        <span>How long</span>
        <select name="duration">
          @for (each of durations; track each.ms) {
            <option [value]="each.ms">{{ each.label }}</option>
          }
        </select>
      </label>
      @for (field of chosen().fields; track chosen().type + field.name) {
        <label>
          <span>{{ field.label }}</span>
          <input
            type="number"
            inputmode="numeric"
            required
            step="1"
            [name]="field.name"
            [min]="field.min"
            [max]="field.max"
            [value]="field.value"
          />
        </label>
      }
      <button type="submit" [disabled]="disabled() || services().length === 0">Add fault</button>
    </form>
  `,
  styleUrl: './fault-form.scss',
})
export class ConvoyFaultForm {
  readonly services = input.required<readonly FaultableService[]>();
  readonly disabled = input(false);
  readonly add = output<FaultOrder>();

  protected readonly recipes = FAULT_RECIPES;
  protected readonly durations = FAULT_DURATIONS;
  protected readonly type = signal<string>(FAULT_RECIPES[0].type);
  protected readonly chosen = computed(
    () => FAULT_RECIPES.find(({ type }) => type === this.type()) ?? FAULT_RECIPES[0],
  );

  protected submit(event: Event, form: HTMLFormElement): void {
    event.preventDefault();
    const values = new FormData(form);
    const read = (field: string): string => {
      const value = values.get(field);
      return typeof value === 'string' ? value : '';
    };
    const [service = '', instance] = read('target').split('/');
    const fault = this.chosen().make((field) => Number(read(field)));
    const ttlMs = Number(read('duration'));
    this.add.emit({
      target: instance === undefined ? { service } : { service, instance },
      fault: ttlMs > 0 ? { ...fault, ttlMs } : fault,
    });
  }
}
