import { svg, type TemplateResult } from "lit";

/** A tick in a circle. */
export const passIcon = icon(svg`<circle cx="8" cy="8" r="7.25"/><path d="M4.6 8.3 7 10.7l4.5-5.2"/>`);

/** A cross in a circle. */
export const failIcon = icon(svg`<circle cx="8" cy="8" r="7.25"/><path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4"/>`);

/** A dash in a circle. */
export const skipIcon = icon(svg`<circle cx="8" cy="8" r="7.25"/><path d="M5 8h6"/>`);

/** A question mark in a circle: it cannot be known. */
export const unknownIcon = icon(
  svg`<circle cx="8" cy="8" r="7.25"/><path d="M5.9 6.2a2.1 2.1 0 1 1 3.1 2c-.7.4-1 .8-1 1.5m0 1.8v.4"/>`,
);

/** A dotted circle: nothing is known yet. */
export const pendingIcon = icon(svg`<circle cx="8" cy="8" r="7.25" stroke-dasharray="2 2.55"/>`);

/** An exclamation mark in a triangle. */
export const warningIcon = icon(svg`<path d="M8 1.6 15.1 14H.9L8 1.6Z"/><path d="M8 6v4m0 1.6v.4"/>`);

/** The letter i in a circle. */
export const infoIcon = icon(svg`<circle cx="8" cy="8" r="7.25"/><path d="M8 7.2V12M8 4.2v.6"/>`);

/** Drawn, not typed: it needs no font. The word that says the same is always next to it. */
function icon(shape: TemplateResult<2>): TemplateResult<2> {
  return svg`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"
    fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">${shape}</svg>`;
}
