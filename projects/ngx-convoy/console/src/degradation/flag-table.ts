import { Component, computed, inject, signal } from '@angular/core';
import {
  Flags,
  type FlagEvaluation,
  type FlagStatus,
  type HoldOptions,
} from 'ngx-convoy/degradation';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { ConvoyHoldForm } from './hold-form';

const STATUS_WORDS: Readonly<Record<FlagStatus, string>> = {
  'not-ready': 'The provider of flags has not answered yet: flags have their defaults.',
  ready: '',
  stale: 'The provider of flags may be behind.',
  error: 'The provider of flags has failed: flags have their last values or defaults.',
};

/** Every flag, with where its value is from; and values that somebody has set by hand, with their end. */
@Component({
  selector: 'convoy-flag-table',
  imports: [ConvoyHoldForm],
  templateUrl: './flag-table.html',
  styleUrl: './flag-table.scss',
})
export class ConvoyFlagTable {
  protected readonly flags = inject(Flags);
  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly status = computed(() => STATUS_WORDS[this.flags.status()]);
  /** What of a value that was typed is wrong; empty while nothing is. */
  protected readonly complaint = signal('');

  protected text({ value }: FlagEvaluation): string {
    return JSON.stringify(value);
  }

  /** Where the value is from: reason, and what was wrong. */
  protected why({
    reason = '',
    errorCode,
    errorMessage,
    flagMetadata = {},
  }: FlagEvaluation): string {
    const details = Object.entries(flagMetadata).map(([key, value]) => `${key} ${value}`);
    return [reason, errorCode, errorMessage, ...details].filter(Boolean).join(', ');
  }

  protected held({ override }: FlagEvaluation): string {
    if (override === undefined) return '';
    const who = override.by === '' ? 'somebody' : override.by;
    const why = override.reason === '' ? '' : `: ${override.reason}`;
    return `${who} until ${this.format.time(override.until)}${why}`;
  }

  /** A value stands as in JSON; of a text the quotes may be left out. */
  protected override(key: string, typed: string, options: HoldOptions): void {
    const flag = this.flags.all().find((each) => each.flag === key);
    if (flag === undefined) return;
    const value = typeof flag.value === 'string' ? typed : parse(typed);
    const isSameType = value !== undefined && typeof value === typeof flag.value;
    this.complaint.set(
      isSameType ? '' : `${key} is a ${typeof flag.value}, and ${typed || 'nothing'} is not.`,
    );
    if (isSameType) this.flags.override(key, value, options);
  }
}

function parse(text: string): FlagEvaluation['value'] | undefined {
  try {
    return JSON.parse(text) as FlagEvaluation['value'];
  } catch {
    return undefined;
  }
}
