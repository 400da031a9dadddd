import type { VscodeSingleSelect } from "@vscode-elements/elements";

/** As many options are shown at once, each so high; a longer list scrolls. */
const mostOptions = 10;
const optionHeight = 22;

/** Has every list of options open upwards where there is no room below: what lies beyond the window cannot be chosen. */
export function placeDropdowns(): void {
  for (const type of ["pointerdown", "keydown"] as const) {
    document.addEventListener(
      type,
      ({ target }) => {
        const select = target instanceof Element ? target.closest<VscodeSingleSelect>("vscode-single-select") : null;
        if (select !== null && !select.open) place(select);
      },
      { capture: true },
    );
  }
}

function place(select: VscodeSingleSelect): void {
  const { top, bottom } = select.getBoundingClientRect();
  const below = window.innerHeight - bottom;
  const needed = Math.min(select.options.length, mostOptions) * optionHeight;
  select.position = below < needed && top > below ? "above" : "below";
}
