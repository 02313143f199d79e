import { Component, computed, inject } from '@angular/core';
import { Degradation, Features, type FeatureState } from 'ngx-convoy/degradation';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyStatusMark } from '../status/status-mark';
import { AVAILABILITY_SHAPES, AVAILABILITY_WORDS, standInWords } from './availability-words';

/** What users still have: the level, and every feature with what stands in for it, why, and how old that is. */
@Component({
  selector: 'convoy-feature-list',
  imports: [ConvoyStatusMark],
  templateUrl: './feature-list.html',
  styleUrl: './feature-list.scss',
})
export class ConvoyFeatureList {
  private readonly degradation = inject(Degradation);
  private readonly features = inject(Features);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);
  protected readonly words = AVAILABILITY_WORDS;
  protected readonly shapes = AVAILABILITY_SHAPES;

  protected readonly level = computed(() => this.degradation.level());
  protected readonly label = computed(() => this.degradation.label());
  protected readonly reason = computed(() => this.degradation.reason());
  /** What is not as it should be comes first. */
  protected readonly all = computed(() => [
    ...this.degradation.reduced(),
    ...this.features.all().filter(({ state }) => state === 'available'),
  ]);

  /** What stands in for the real thing, and how old it is; empty when nothing does. */
  protected standIn({ state, provenance }: FeatureState): string {
    if (state !== 'degraded' || provenance === undefined) return '';
    return standInWords(provenance, this.format, this.heartbeat.now());
  }
}
