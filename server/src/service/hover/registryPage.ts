/** The page that a catalogue gives for a tool, if it is on the web: catalogues are untrusted, and may name anything. */
export function registryPage(source: string | undefined): string | undefined {
  if (source === undefined || !URL.canParse(source)) return undefined;
  const address = new URL(source);
  return address.protocol === "https:" ? address.href : undefined;
}
