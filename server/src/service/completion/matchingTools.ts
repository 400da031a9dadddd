/** More are not offered at once: an editor would take longer to show them than a person to type a letter. */
export const mostTools = 1_000;

/**
 * Those of many tools that fit what is typed: all of them up to `mostTools`; of more, those whose names hold the typed
 * letters in their order, as editors match, and of these the names that begin with them first. Whoever offers less than
 * all has to say that the list is incomplete, so that the editor asks again.
 */
export function matchingTools<T>(tools: readonly T[], nameOf: (tool: T) => string, typed: string): readonly T[] {
  if (tools.length <= mostTools) return tools;
  const beginning: T[] = [];
  const others: T[] = [];
  for (const tool of tools) {
    const match = matchOf(nameOf(tool), typed);
    if (match === "beginning") beginning.push(tool);
    else if (match === "letters" && others.length < mostTools) others.push(tool);
    if (beginning.length === mostTools) return beginning;
  }
  return [...beginning, ...others].slice(0, mostTools);
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
