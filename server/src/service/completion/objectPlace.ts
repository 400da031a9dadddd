import type { JSONPath } from "jsonc-parser";
import type { Place } from "../../policy/model/schema";

/** What kind of object is at a path of a policy (spec §1); undefined for none, and for `tools`, whose keys are free. */
export function objectPlace(path: JSONPath): Place | undefined {
  const [first, tool, list, index, conditions, condition] = path;
  if (path.length === 0) return "policy";
  if (first === "all_tools") {
    if (path.length === 1) return "allTools";
    return path.length === 3 && tool === "limits" && typeof list === "number" ? "limit" : undefined;
  }
  if (first !== "tools" || typeof tool !== "string") return undefined;
  if (path.length === 2) return "tool";
  if (typeof index !== "number") return undefined;
  if (list === "limits") return path.length === 4 ? "limit" : undefined;
  if (list !== "require" && list !== "deny_if") return undefined;
  if (path.length === 4) return "predicate";
  return path.length === 6 && conditions === "conditions" && typeof condition === "number" ? "condition" : undefined;
}
