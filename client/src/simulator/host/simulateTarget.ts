/** What the command was called on; a missing part is asked for, or taken from the active editor. */
export interface SimulateTarget {
  readonly uri: string | undefined;
  readonly tool: string | undefined;
}

/**
 * Reads the command's argument: `{ uri, tool }` from a code lens or a hover, a `Uri` from a menu, nothing from the
 * palette. Anything else counts as nothing.
 */
export function parseSimulateTarget(argument: unknown): SimulateTarget {
  if (typeof argument !== "object" || argument === null) {
    return { uri: undefined, tool: undefined };
  }
  const { uri, tool, scheme, path } = argument as Record<string, unknown>;
  if (typeof uri === "string") {
    return { uri, tool: typeof tool === "string" && tool !== "" ? tool : undefined };
  }
  return {
    uri: typeof scheme === "string" && typeof path === "string" ? String(argument) : undefined,
    tool: undefined,
  };
}
