/** Sections of a hover, those without text left out. */
export function paragraphs(...sections: readonly (string | undefined)[]): string | undefined {
  const shown = sections.filter((section) => section !== undefined && section !== "");
  return shown.length === 0 ? undefined : shown.join("\n\n");
}
