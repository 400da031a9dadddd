const symbols: ReadonlyMap<string, string> = new Map([
  ["Low", "○"],
  ["Medium", "●"],
  ["High", "▲"],
  ["Critical", "■"],
]);

/** The sign of a risk on a page; the word is always next to it. */
export function riskSymbol(risk: string): string {
  return symbols.get(risk) ?? "?";
}
