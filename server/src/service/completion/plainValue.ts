import type { JsonValue } from "../../policy/text/json";
import type { Placeholder, Template } from "./template";

/** The value that a template stands for when nothing is typed into its placeholders. */
export function plainValue(template: Template): JsonValue {
  if (typeof template !== "object" || template === null) return template;
  if ("placeholder" in template) return valueOfPlaceholder(template);
  if ("brackets" in template) return template.brackets === "{}" ? {} : [];
  if ("elements" in template) return template.elements.map(plainValue);
  return Object.fromEntries(
    template.members.map(([name, value]) => [
      typeof name === "string" ? name : String(valueOfPlaceholder(name)),
      plainValue(value),
    ]),
  );
}

function valueOfPlaceholder({ placeholder, quoted, prefix = "", suffix = "" }: Placeholder): JsonValue {
  if (quoted) return prefix + placeholder + suffix;
  try {
    return JSON.parse(placeholder) as JsonValue;
  } catch {
    return null;
  }
}
