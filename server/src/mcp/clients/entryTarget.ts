import type { ServerSource } from "../../catalogue/files/serverFile";
import { addressWithoutSecrets, withoutSecrets } from "../../policy/words/plain/secrets";
import { childEnvironment } from "../childEnvironment";
import type { ServerTarget } from "../serverTarget";
import type { EntryValue, FoundServer, ServerEntry } from "./foundServer";
import { fillIn, type Variables } from "./variables";

/** A server that was found, ready to be started: with its secrets, and as it is told and stored without them. */
export interface EntryTarget {
  readonly target: ServerTarget;
  readonly source: ServerSource;
  /** Variables that have no value; the server may do without. */
  readonly missing: readonly string[];
}

/** What to start or reach for an entry of a client. `more` are variables that the program gets besides. */
export function entryTarget(
  found: FoundServer & { readonly entry: ServerEntry },
  variables: Variables,
  more: Readonly<Record<string, string>> = {},
): EntryTarget {
  const { entry, syntax, client, file, name } = found;
  const missing = new Set<string>();
  const fill = (text: string): string => {
    const filled = fillIn(text, syntax, variables);
    for (const each of filled.missing) missing.add(each);
    return filled.text;
  };
  const filledIn = (value: EntryValue): string => {
    if (value.kind === "text") return fill(value.text);
    const own = variables.env[value.name];
    if (own === undefined) missing.add(value.name);
    return value.prefix + (own ?? "");
  };
  const values = (map: ReadonlyMap<string, EntryValue>): Record<string, string> =>
    Object.fromEntries([...map].map(([key, value]) => [key, filledIn(value)]));
  const from = { client, file, name };
  if (entry.kind === "url") {
    const headers = Object.fromEntries([...entry.headers].map(([key, value]) => [key, variableOf(value)]));
    const transport = entry.transport === undefined ? {} : { transport: entry.transport };
    return {
      target: { kind: "url", url: fill(entry.url), headers: values(entry.headers), ...transport },
      source: { kind: "url", url: addressWithoutSecrets(entry.url), headers, from },
      missing: [...missing],
    };
  }
  const cwd = entry.cwd === undefined ? variables.workspace : fill(entry.cwd);
  const env = childEnvironment({ ...values(entry.env), ...more });
  const [command = "", ...args] = [...withoutSecrets([entry.command]), ...withoutSecrets(entry.args)];
  return {
    target: { kind: "command", program: { command: fill(entry.command), args: entry.args.map(fill), env, cwd } },
    source: {
      kind: "command",
      command,
      args,
      env: [...new Set([...entry.env.keys(), ...Object.keys(more)])],
      ...(entry.cwd !== undefined && { cwd: entry.cwd }),
      from,
    },
    missing: [...missing],
  };
}

/** The variable that a header comes from, as far as it can be told without its value. */
function variableOf(value: EntryValue): string {
  if (value.kind === "variable") return value.name;
  return /[{$](?:env:|input:|\{|\{env:|\{input:)?(\w+)/.exec(value.text)?.[1] ?? "";
}
