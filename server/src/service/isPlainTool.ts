import type { Member } from "../policy/document";

/** Whether a tool has no rules at all: `{}`. */
export function isPlainTool({ value }: Member): boolean {
  return value?.type === "object" && (value.children ?? []).length === 0;
}
