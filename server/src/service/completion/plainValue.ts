import type { JsonValue } from "../../policy/text/json";
import type { Hole, Template } from "./template";

/** The value that a template stands for when nothing is typed into its placeholders. */
export function plainValue(template: Template): JsonValue {
  if (typeof template !== "object" || template === null) return template;
  if ("hole" in template) return valueOfHole(template);
  if ("brackets" in template) return template.brackets === "{}" ? {} : [];
  if ("elements" in template) return template.elements.map(plainValue);
  return Object.fromEntries(
    template.members.map(([name, value]) => [
      typeof name === "string" ? name : String(valueOfHole(name)),
      plainValue(value),
    ]),
  );
}

function valueOfHole({ hole, quoted, prefix = "", suffix = "" }: Hole): JsonValue {
  if (quoted) return prefix + hole + suffix;
  try {
    return JSON.parse(hole) as JsonValue;
  } catch {
    return null;
  }
}
