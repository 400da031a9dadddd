import { visibleText } from "../../../server/src/policy/words/visibleText";

/**
 * Untrusted text as a label of VS Code's lists and status items: on one line, with what cannot be seen written out, and
 * without pictures, which VS Code would make of `$(icon)`.
 */
export function labelText(text: string): string {
  return visibleText(text.replace(/\s+/g, " ")).replace(/(\\)?\$\([a-z0-9-]+(?:~[a-z0-9-]+)?\)/gi, (match, escaped) =>
    escaped ? match : `\\${match}`,
  );
}
