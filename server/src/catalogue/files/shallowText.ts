import { isJsonObject } from "../../policy/text/json";
import { nestingDepth } from "../../policy/text/splitMembers";

/** Deeper than the schema of any tool that was seen. */
const deepest = 100;

/**
 * A JSON text that a parser that recurses can read: the same text where it is not nested deeper than that, else the text
 * without what is deeper. undefined for a deep text that is not JSON.
 */
export function shallowText(text: string): { readonly text: string; readonly isCut: boolean } | undefined {
  if (nestingDepth(text) <= deepest) return { text, isCut: false };
  try {
    // The engine's own parser does not recurse.
    return { text: JSON.stringify(cut(JSON.parse(text), 0)), isCut: true };
  } catch {
    return undefined;
  }
}

function cut(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return depth >= deepest ? [] : value.map((each) => cut(each, depth + 1));
  if (!isJsonObject(value)) return value;
  if (depth >= deepest) return {};
  // Without a prototype, so that a key can be called `__proto__`.
  const kept: Record<string, unknown> = Object.create(null);
  for (const [name, each] of Object.entries(value)) kept[name] = cut(each, depth + 1);
  return kept;
}
