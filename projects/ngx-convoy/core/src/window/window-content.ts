import { BUCKET_CELLS, type CallWindow } from './call-window';

/** What a window holds as plain whole numbers, oldest bucket first, for {@link loadWindow} into one of the same shape. */
export function saveWindow({ cells, head }: CallWindow): number[] {
  const oldest = head + BUCKET_CELLS;
  return [...cells.slice(oldest), ...cells.slice(0, oldest)];
}

/**
 * Takes over what {@link saveWindow} gave.
 *
 * @param at epoch milliseconds of the saving
 * @returns false when it does not fit or makes no sense; the window is empty then
 */
export function loadWindow(window: CallWindow, saved: readonly number[], at: number): boolean {
  window.clear(at);
  const { cells, head } = window;
  if (saved.length !== cells.length || !isConsistent(saved, window)) return false;
  saved.forEach((count, index) => {
    cells[(head + BUCKET_CELLS + index) % cells.length] = count;
    if (index % BUCKET_CELLS === 0) window.total += count;
    else if (index % BUCKET_CELLS === 1) window.failed += count;
    else window.slow += count;
  });
  return true;
}

/** Whole numbers; no bucket has more failed or slow calls than calls, nor more calls than it has room for. */
function isConsistent(saved: readonly number[], { cells, capacity }: CallWindow): boolean {
  const room = (capacity * BUCKET_CELLS) / cells.length;
  return saved.every((count, index) => {
    const calls = saved[index - (index % BUCKET_CELLS)] ?? 0;
    return Number.isSafeInteger(count) && count >= 0 && count <= calls && count <= room;
  });
}
