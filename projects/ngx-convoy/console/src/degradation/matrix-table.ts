import { Component, computed, inject } from '@angular/core';
import { FeatureMatrix, Features, type FeatureDependency } from 'ngx-convoy/degradation';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyStatusMark } from '../status/status-mark';
import { AVAILABILITY_SHAPES, AVAILABILITY_WORDS, standInWords } from './availability-words';

/** Features against the services that they are made of: what each is to the other, how it is, and how old what is shown. */
@Component({
  selector: 'convoy-matrix-table',
  imports: [ConvoyStatusMark],
  templateUrl: './matrix-table.html',
  styleUrl: './matrix-table.scss',
})
export class ConvoyMatrixTable {
  private readonly features = inject(Features);
  private readonly format = inject(ConsoleFormat);
  private readonly heartbeat = inject(Heartbeat);
  private readonly matrix = inject(FeatureMatrix);
  protected readonly words = AVAILABILITY_WORDS;
  protected readonly shapes = AVAILABILITY_SHAPES;

  /** The services that features are made of, in the order in which features name them. */
  protected readonly services = computed(() => [
    ...new Set(
      this.matrix.rows().flatMap(({ dependencies }) => dependencies.map(({ service }) => service)),
    ),
  ]);
  protected readonly rows = computed(() => {
    const services = this.services();
    return this.matrix.rows().map(({ feature, dependencies }) => ({
      state: this.features.of(feature)(),
      cells: services.map((service) => dependencies.find((each) => each.service === service)),
    }));
  });

  /** What the service is to the feature: `required, tier 2`. */
  protected role({ kind, tier }: FeatureDependency): string {
    return tier === undefined ? kind : `${kind}, tier ${tier}`;
  }

  protected shown({ provenance, state }: FeatureDependency): string {
    if (state === 'available' || provenance === undefined) return '';
    return standInWords(provenance, this.format, this.heartbeat.now());
  }
}
