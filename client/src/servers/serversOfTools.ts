/** A tool of VS Code's list; `source` is there in newer versions only. */
export interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema?: object | undefined;
  readonly source?: { readonly label?: string } | undefined;
}

/** A running server, as its tools show it. All texts are untrusted. */
export interface RunningServer {
  readonly name: string;
  /** With their own names. */
  readonly tools: readonly Pick<ListedTool, "name" | "description" | "inputSchema">[];
}

const start = "mcp_";

/** VS Code keeps so much of a server's name; a digit after it tells servers apart. */
const longest = 13;

/** VS Code cuts a name that is longer, and a name that is cut is no tool's. */
const longestName = 64;

/**
 * The running servers behind VS Code's list of tools, whose names begin with that of their server: `mcp_github_list_issues`.
 * Where the name ends is not always certain. Then each reading is given, and a person chooses by the names of the tools. A
 * server of which a name is cut off is left out: its list would not be whole. A "." of a name has become "_" in VS Code's list.
 */
export function serversOfTools(tools: readonly ListedTool[]): readonly RunningServer[] {
  const groups = new Map<string, ListedTool[]>();
  for (const tool of tools) {
    const key = prefixBySource(tool) ?? /^mcp_[^_]+_/.exec(tool.name)?.[0];
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), tool]);
  }
  return [...groups].flatMap(([key, group]) => {
    if (group.some(({ name }) => name.length >= longestName)) return [];
    const [first] = group;
    const isCertain = first !== undefined && prefixBySource(first) !== undefined;
    return (isCertain ? [key] : sharedPrefixes(group.map(({ name }) => name))).map((prefix) => ({
      name: prefix.slice(start.length, -1),
      tools: group.map(({ name, description, inputSchema }) => ({
        name: name.slice(prefix.length),
        description,
        inputSchema,
      })),
    }));
  });
}

/** What VS Code has put before a tool's name, where it says which server the tool is of. */
function prefixBySource({ name, source }: ListedTool): string | undefined {
  const known = source?.label
    ?.toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "_")
    .slice(0, longest)
    .replaceAll(".", "_");
  if (!known || !name.startsWith(start + known)) return undefined;
  const [number] = /^\d?_(?=.)/.exec(name.slice(start.length + known.length)) ?? [];
  return number === undefined ? undefined : start + known + number;
}

/** All ways to take a server's name off: up to a `_` that all names share, the shortest first. */
function sharedPrefixes(names: readonly string[]): readonly string[] {
  const [first = ""] = names;
  const prefixes: string[] = [];
  for (let at = first.indexOf("_", start.length + 1); at !== -1; at = first.indexOf("_", at + 1)) {
    const prefix = first.slice(0, at + 1);
    if (
      at > start.length + longest + 1 ||
      !names.every((name) => name.startsWith(prefix) && name.length > prefix.length)
    )
      break;
    prefixes.push(prefix);
  }
  return prefixes;
}
