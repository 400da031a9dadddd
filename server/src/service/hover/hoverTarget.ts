import type { JSONPath } from "jsonc-parser";
import type { PredicateList } from "../../policy/model/policy";
import type { Place } from "../../policy/model/schema";

/** What a person points at, by its path from the root of the policy. */
export type HoverTarget =
  /** The name of a tool: a key of `tools`. */
  | { readonly kind: "tool"; readonly name: string }
  /** An entry of `hide`. */
  | { readonly kind: "hidden" }
  /** A field of the policy itself, of `all_tools`, or of a tool's rules; its key or its value. */
  | { readonly kind: "field"; readonly place: Place; readonly field: string }
  /** A field of a limit; `tool` is undefined for those over all tools. */
  | { readonly kind: "limit"; readonly field: string; readonly tool: string | undefined }
  /** A field of a predicate. */
  | { readonly kind: "predicate"; readonly field: string; readonly tool: string; readonly list: PredicateList }
  /** A field of a condition, or something inside its value. */
  | { readonly kind: "condition"; readonly field: string; readonly tool: string; readonly list: PredicateList };

/** Names the target; undefined for what is where the format has nothing. */
export function hoverTargetAt(path: JSONPath): HoverTarget | undefined {
  const [first, second, ...rest] = path;
  if (typeof first !== "string") return undefined;
  if (second === undefined) return { kind: "field", place: "policy", field: first };
  switch (first) {
    case "hide":
      return rest.length === 0 && typeof second === "number" ? { kind: "hidden" } : undefined;
    case "all_tools":
      return second === "limits" && rest.length > 0
        ? limitTarget(rest, undefined)
        : fieldTarget("allTools", [second, ...rest]);
    case "tools":
      return rest.length === 0 ? { kind: "tool", name: String(second) } : toolTarget(rest, String(second));
    default:
      return undefined;
  }
}

function toolTarget(path: JSONPath, tool: string): HoverTarget | undefined {
  const [list, ...rest] = path;
  if (rest.length === 0) return fieldTarget("tool", path);
  if (list === "limits") return limitTarget(rest, tool);
  return list === "require" || list === "deny_if" ? predicateTarget(rest, tool, list) : undefined;
}

function limitTarget([index, field, ...deeper]: JSONPath, tool: string | undefined): HoverTarget | undefined {
  if (typeof index !== "number" || typeof field !== "string" || deeper.length > 0) return undefined;
  return { kind: "limit", field, tool };
}

function predicateTarget(
  [index, field, ...deeper]: JSONPath,
  tool: string,
  list: PredicateList,
): HoverTarget | undefined {
  if (typeof index !== "number" || typeof field !== "string") return undefined;
  if (deeper.length === 0) return { kind: "predicate", field, tool, list };
  const [condition, name, ...inside] = deeper;
  if (field !== "conditions" || typeof condition !== "number" || typeof name !== "string") return undefined;
  return inside.length === 0 || name === "value" ? { kind: "condition", field: name, tool, list } : undefined;
}

function fieldTarget(place: Place, [field, ...deeper]: JSONPath): HoverTarget | undefined {
  return typeof field === "string" && deeper.length === 0 ? { kind: "field", place, field } : undefined;
}
