import { counted } from "../../policy/words/plain/plural";
import type { ToolChanges } from "./compareTools";

/** "2 tools added, 1 changed"; empty when nothing has changed. */
export function changesInWords({ added, removed, changed }: ToolChanges): string {
  const parts = [
    [added.length, "added"],
    [removed.length, "removed"],
    [changed.length, "changed"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what], index) => (index === 0 ? `${counted(count, "tool")} ${what}` : `${count} ${what}`))
    .join(", ");
}
