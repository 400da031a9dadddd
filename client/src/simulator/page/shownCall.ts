import type { PageState, SelectedCall } from "../state/messages";

/**
 * The call whose decision is on show. The one before stays until the next decision is there: a page that empties itself for
 * the blink of an eye loses the place where someone was reading.
 */
export function shownCall({ selected, calls }: PageState, before: SelectedCall | null): SelectedCall | null {
  const waits = selected !== null && selected.step === null;
  return waits && before !== null && before.step !== null && before.index < calls.length ? before : selected;
}
