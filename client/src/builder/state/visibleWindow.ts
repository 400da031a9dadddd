/** The lines of a long list that are drawn, and the space that stands for the others. */
export interface VisibleWindow {
  readonly from: number;
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/** The height of each line, as in list.css. */
export const lineHeight = 54;

/** So many lines are drawn beyond what can be seen, so that a fast wheel shows no gap. */
const margin = 12;

/** Which of `total` lines to draw: their number does not depend on the total. */
export function visibleWindow(scrolled: number, height: number, lineHeight: number, total: number): VisibleWindow {
  const first = Math.floor(scrolled / lineHeight) - margin;
  const last = Math.ceil((scrolled + height) / lineHeight) + margin;
  const to = Math.min(total, Math.max(0, last));
  const from = Math.max(0, Math.min(first, to));
  return { from, to, above: from * lineHeight, below: (total - to) * lineHeight };
}
