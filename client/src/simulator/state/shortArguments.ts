import { boundedJson } from "../../../../server/src/policy/words/plain/boundedJson";
import { cut } from "../../../../server/src/policy/words/plain/cut";

/** A row shows one line of them; what is more is cut. */
const longest = 160;

/** The arguments of a call in one line, as a person tells calls apart: `command: "ls", port: 22`; "" when there are none. */
export function shortArguments(args: unknown): string {
  if (args === undefined) return "";
  if (typeof args !== "object" || args === null || Array.isArray(args)) return boundedJson(args, longest);
  const parts: string[] = [];
  let length = 0;
  // Stops as soon as there is more than is shown: arguments can be a megabyte.
  for (const name in args) {
    if (length > longest) break;
    if (!Object.hasOwn(args, name)) continue;
    const part = `${name.slice(0, longest)}: ${boundedJson((args as Record<string, unknown>)[name], longest)}`;
    parts.push(part);
    length += part.length + 2;
  }
  return cut(parts.join(", "), longest);
}
