import type { ClientFile } from "./clientFiles";
import type { FoundServer } from "./foundServer";

/** What stands for a client's file that cannot be read: a server without a name. `shown` is its path for people. */
export function brokenFile(
  { client, label, place, dialect }: ClientFile,
  shown: string,
  problems: readonly string[],
): FoundServer {
  return {
    client,
    label,
    place,
    file: shown,
    syntax: dialect.variables,
    name: "",
    isOff: true,
    entry: undefined,
    problems,
  };
}
