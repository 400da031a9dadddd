import { emptyCatalogue, type ToolCatalogue } from "../../catalogue/catalogue";
import type { StackPolicy, StackServer } from "./stack";

/** What there is of a folder: its servers by name, the bundled one first. */
export interface ServersOfFolder {
  readonly names: readonly string[];
  named(name: string): ToolCatalogue | undefined;
}

/** Stands for all servers that are not imported: no file of a server can have this name. */
export const notImported = "(not imported)";

/** A policy with the server that it is about. */
export type PolicyOfServer<Known extends StackPolicy> = Known & { readonly server: string };

/** Joins the servers of a folder with the policies that are about them. */
export function joinStack<Known extends StackPolicy>(
  { names: [bundled, ...imported], named }: ServersOfFolder,
  policies: readonly PolicyOfServer<Known>[],
): readonly StackServer<Known>[] {
  const byServer = new Map<string, Known[]>();
  for (const policy of policies) {
    const about = byServer.get(policy.server);
    if (about === undefined) byServer.set(policy.server, [policy]);
    else about.push(policy);
  }
  // The bundled one is not used by everyone.
  const names = [...(bundled !== undefined && byServer.has(bundled) ? [bundled] : []), ...imported];
  if (byServer.has(notImported)) names.push(notImported);
  return names.flatMap((name) => {
    const catalogue = name === notImported ? emptyCatalogue : named(name);
    return catalogue === undefined ? [] : [{ name, catalogue, policies: byServer.get(name) ?? [] }];
  });
}
