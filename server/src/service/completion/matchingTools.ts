/**
 * Maximum number of tools to offer before a letter is typed: each is made, sent and sorted while the
 * person waits. More than most catalogues have.
 */
export const mostTools = 250;

/** Some of many tools, and whether they are not all: then the editor has to ask again after the next letter. */
export interface Matching<T> {
  readonly tools: readonly T[];
  readonly isIncomplete: boolean;
}

/**
 * Those of many tools that fit what is typed and are `wanted`: all of them up to `mostTools`; of more, those whose names
 * hold the typed letters in their order, as editors match, and of these the names that begin with them first.
 */
export function matchingTools<T>(
  tools: readonly T[],
  nameOf: (tool: T) => string,
  typed: string,
  wanted: (tool: T) => boolean,
): Matching<T> {
  if (tools.length <= mostTools) return { tools: tools.filter(wanted), isIncomplete: false };
  const beginning: T[] = [];
  const others: T[] = [];
  for (const tool of tools) {
    const match = matchOf(nameOf(tool), typed);
    const list = match === "beginning" ? beginning : others;
    if (match === "none" || list.length === mostTools || !wanted(tool)) continue;
    list.push(tool);
    if (beginning.length === mostTools) break;
  }
  return { tools: [...beginning, ...others].slice(0, mostTools), isIncomplete: true };
}

function matchOf(name: string, typed: string): "beginning" | "letters" | "none" {
  let found = 0;
  for (let at = 0; at < name.length && found < typed.length; at++)
    if (lowerCase(name.charCodeAt(at)) === lowerCase(typed.charCodeAt(found))) {
      found++;
      if (found === typed.length && at === found - 1) return "beginning";
    }
  if (typed.length === 0) return "beginning";
  return found === typed.length ? "letters" : "none";
}

/** ASCII only, which tool names are (spec §1): a name with other letters is found by the same letters. */
function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
