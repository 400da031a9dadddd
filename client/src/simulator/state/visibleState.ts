import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { PageState } from "./messages";

/** What a person types, and what is written into what they type: it has to stay as it is. */
const typed: ReadonlySet<string> = new Set(["draft", "typed", "fields", "response", "responses"]);

/**
 * The state with what cannot be seen written out, in everything that comes from a policy, a catalogue or a log. The page
 * shows the fields of forms and responses through `visibleText` itself; a timeline is made visible when it is made.
 */
export function visibleState(state: PageState): PageState {
  const { timeline, ...shown } = state;
  return { ...(visible(shown) as typeof shown), timeline };
}

function visible(value: unknown): unknown {
  if (typeof value === "string") return visibleLines(value);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, typed.has(name) ? each : visible(each)]),
  );
}

/** The same of a text that may have several lines, such as a message for an agent. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visibleText).join("\n");
}
