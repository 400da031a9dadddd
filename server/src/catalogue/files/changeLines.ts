import type { ToolChanges } from "./compareTools";

/** What has changed, a line for each tool: `+ added`, `- removed`, `~ changed: its paths`. Untrusted. */
export function changeLines({ added, removed, changed }: ToolChanges): readonly string[] {
  return [
    ...added.map((tool) => `+ ${tool}`),
    ...removed.map((tool) => `- ${tool}`),
    ...changed.map(({ name, paths }) => `~ ${name}: ${paths.join(", ")}`),
  ];
}
