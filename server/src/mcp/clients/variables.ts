import type { VariableSyntax } from "./dialect";

/** Where the values of variables come from. */
export interface Variables {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  readonly home: string;
}

/** A text with its variables filled in, and the names of those without a value. */
export interface Filled {
  readonly text: string;
  readonly missing: readonly string[];
}

const patterns: Readonly<Record<Exclude<VariableSyntax, "none">, RegExp>> = {
  editor: /\$\{(?:(env|input):)?([\w.-]+)\}/g,
  braces: /\$\{()(\w+)(?::-([^}]*))?\}/g,
  shell: /\$(?:\{()(\w+)(?::-([^}]*))?\}|()([A-Za-z_]\w*))/g,
  opencode: /\{(env):(\w+)\}/g,
};

/** Fills in the variables of a text as the client does that the text is for. */
export function fillIn(text: string, syntax: VariableSyntax, variables: Variables): Filled {
  if (syntax === "none") return { text, missing: [] };
  const missing: string[] = [];
  const filled = text.replace(patterns[syntax], (whole, ...groups: (string | undefined)[]) => {
    const [kind, first, fallback, , last] = groups;
    const name = first ?? (typeof last === "string" ? last : "");
    const value = kind === "input" ? variables.env[name] : (known(name, syntax, variables) ?? variables.env[name]);
    if (value !== undefined) return value;
    if (syntax !== "editor" && syntax !== "opencode" && fallback !== undefined) return fallback;
    missing.push(name);
    return whole;
  });
  return { text: filled, missing };
}

/** The variables of an editor that are no environment variables. */
function known(name: string, syntax: VariableSyntax, { workspace, home }: Variables): string | undefined {
  if (syntax !== "editor") return undefined;
  if (name === "workspaceFolder") return workspace;
  return name === "userHome" ? home : undefined;
}
