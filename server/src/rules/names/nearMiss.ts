import type { ToolCatalogue } from "../../catalogue/catalogue";
import { nearest } from "../../policy/text/nearest";

/** More are forgotten: so many misspelt names are unlikely. */
const mostKept = 2_000;

const keptByCatalogue = new WeakMap<ToolCatalogue, Map<string, string | undefined>>();

/** The tool of a catalogue that was probably meant by a name that it does not have; found once per name. */
export function nearMiss(catalogue: ToolCatalogue, name: string): string | undefined {
  const kept = keptByCatalogue.get(catalogue) ?? new Map<string, string | undefined>();
  keptByCatalogue.set(catalogue, kept);
  if (kept.has(name)) return kept.get(name);
  if (kept.size >= mostKept) kept.clear();
  const meant = nearest(
    name,
    catalogue.tools.map((tool) => tool.name),
  );
  kept.set(name, meant);
  return meant;
}
