/** What the command was called on; a missing part is asked for, or taken from the active editor. */
export interface CommandTarget {
  readonly uri: string | undefined;
  readonly tool: string | undefined;
  /** The arguments of a call that is to be made, as JSON; absent when a person puts them together. */
  readonly text?: string;
}

/**
 * Reads the command's argument: `{ uri, tool }` from a code lens or a hover, `{ uri, tool, arguments }` from what shows a
 * call (`argumentsText` where numbers must keep their digits), a `Uri` from a menu, nothing from the palette. Anything else counts as nothing.
 */
export function parseCommandTarget(argument: unknown): CommandTarget {
  if (typeof argument !== "object" || argument === null) {
    return { uri: undefined, tool: undefined };
  }
  const { uri, tool, arguments: args, argumentsText, scheme, path } = argument as Record<string, unknown>;
  if (typeof uri === "string") {
    if (typeof tool !== "string" || tool === "") return { uri, tool: undefined };
    if (typeof argumentsText === "string") return { uri, tool, text: argumentsText };
    return typeof args === "object" && args !== null
      ? { uri, tool, text: JSON.stringify(args, null, 2) }
      : { uri, tool };
  }
  return {
    uri: typeof scheme === "string" && typeof path === "string" ? String(argument) : undefined,
    tool: undefined,
  };
}
