import { Component, computed, inject } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import { ConsoleFormat } from '../format/console-format';

/** Registries that do not answer as they should, and since when. The last good instances are in use meanwhile. */
@Component({
  selector: 'convoy-registry-problems',
  template: `
    <ul>
      @for (problem of problems(); track problem.service) {
        <li>
          <strong>{{ problem.service }}</strong>
          <span>since {{ format.time(problem.since) }}, {{ problem.source }}</span>
          <p>{{ problem.message }}</p>
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: block;
      font-size: 0.8125rem;
    }

    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      padding: 0.625rem 0.75rem;
    }

    li + li {
      border-block-start: 1px solid var(--convoy-rule);
    }

    span {
      margin-inline-start: 0.375rem;
      color: var(--convoy-ink-soft);
    }

    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class ConvoyRegistryProblems {
  private readonly registry = inject(ServiceRegistry);
  protected readonly format = inject(ConsoleFormat);
  protected readonly problems = computed(() => this.registry.problems());
}
