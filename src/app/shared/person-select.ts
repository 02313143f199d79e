import { Component, computed, inject, input } from '@angular/core';
import { CurrentPerson } from './current-person';
import { live } from './live';

interface Customer {
  readonly id: number;
  readonly name: string;
  readonly city: string;
}

/** Steps into somebody else's shoes. Names come from the orders service; without them the number has to do. */
@Component({
  selector: 'app-person-select',
  template: `
    <label>
      <span>{{ label() }}</span>
      <select class="input" [value]="person.id()" (change)="become($event)">
        @for (customer of customers(); track customer.id) {
          <option [value]="customer.id" [selected]="customer.id === person.id()">
            {{ customer.name }}
          </option>
        }
      </select>
    </label>
  `,
  styles: `
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      font-size: var(--step--1);
      color: var(--ink-soft);
    }

    span {
      white-space: nowrap;
    }

    .input {
      inline-size: 176px;
    }

    @media (width < 480px) {
      span {
        position: absolute;
        clip-path: inset(50%);
      }
    }
  `,
})
export class PersonSelect {
  readonly label = input.required<string>();

  protected readonly person = inject(CurrentPerson);
  private readonly answer = live<readonly Customer[]>(() => '/api/orders/customers', {
    every: 300_000,
  });

  protected readonly customers = computed(() => {
    const answer = this.answer();
    const id = this.person.id();
    return answer.kind === 'ready' ? answer.value : [{ id, name: `Customer ${id}` }];
  });

  protected become(event: Event): void {
    this.person.become(Number((event.target as HTMLSelectElement).value));
  }
}
