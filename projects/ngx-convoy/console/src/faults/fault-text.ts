import { groupBy } from '../format/group-by';
import type { ActiveFault, Fault, FaultType } from './fault';

const LABELS: Readonly<Record<FaultType, string>> = {
  latency: 'slow',
  errors: 'failing',
  down: 'down',
  flapping: 'flapping',
  hang: 'hanging',
  rateLimit: 'refusing with 429',
  slowBody: 'trickling bodies',
  truncatedBody: 'cutting answers short',
  malformedJson: 'sending malformed JSON',
  empty: 'empty',
};

/** A fault with its numbers: `slow (+1500 ms)`, `failing (50 % with 503)`. */
export function describeFault(fault: Fault): string {
  const label = labelOf(fault);
  const share =
    fault.toxicity === undefined || fault.toxicity === 1
      ? ''
      : `${percent(fault.toxicity)} of requests`;
  const parts = [numbers(fault), share].filter((part) => part !== '');
  return parts.length === 0 ? label : `${label} (${parts.join(', ')})`;
}

/**
 * All active faults in a few words, by service: `recommendations down, pricing-3 slow`.
 *
 * A service whose instances all have the same faults is named itself, else its instances are.
 */
export function summarizeFaults(
  faults: readonly ActiveFault[],
  instanceCount: (service: string) => number,
): string {
  const byService = groupBy(faults, (fault) => fault.service);
  return [...byService]
    .map(([service, ofService]) => {
      const byInstance = [...groupBy(ofService, (fault) => fault.instance)];
      const words = byInstance.map(([instance, list]) => ({
        instance,
        text: list.map(({ fault }) => labelOf(fault)).join(' and '),
      }));
      const first = words[0]?.text ?? '';
      const isWhole =
        words.length >= instanceCount(service) && words.every(({ text }) => text === first);
      return isWhole
        ? `${service} ${first}`
        : words.map(({ instance, text }) => `${instance} ${text}`).join(', ');
    })
    .join(', ');
}

/** A control backend may know types that we do not. */
function labelOf({ type }: Fault): string {
  const labels: Readonly<Record<string, string>> = LABELS;
  return labels[type] ?? type;
}

function numbers(fault: Fault): string {
  switch (fault.type) {
    case 'latency':
      return `+${fault.latency} ms${fault.jitter ? ` ± ${fault.jitter}` : ''}`;
    case 'errors':
      return `${percent(fault.rate ?? 1)} with ${fault.status ?? 500}`;
    case 'rateLimit':
      return fault.rate ? `beyond ${fault.rate}/s` : '';
    case 'flapping':
      return `${fault.downMs} ms down, ${fault.upMs} ms up`;
    case 'slowBody':
      return `${fault.bytesPerSecond} B/s`;
    case 'truncatedBody':
      return `after ${fault.bytes ?? 0} B`;
    default:
      return '';
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
