import type { Member } from "../../policy/model/document";

/** Whether a tool has no rules at all: `{}`. */
export function isPlainTool({ value }: Member): boolean {
  return value?.type === "object" && (value.children ?? []).length === 0;
}
