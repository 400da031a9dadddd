import { changeLines } from "../../catalogue/files/changeLines";
import { changesInWords } from "../../catalogue/files/changesInWords";
import type { ToolChanges } from "../../catalogue/files/compareTools";
import type { StoredServer } from "../../mcp/serverStore";
import { counted } from "../../policy/words/plain/plural";
import { quote } from "../../policy/words/plain/quote";
import { workflowCommand } from "../formats/workflowCommand";
import { slashed } from "../readText";
import { asJson, shown } from "../terminal";

/** A server that was asked again. */
export interface Drifted {
  readonly stored: StoredServer;
  readonly changes: ToolChanges;
  /** What was not compared, in sentences. Untrusted. */
  readonly leftOut: readonly string[];
  /** What this means to the policies that are about the server, in sentences. */
  readonly touched: readonly string[];
}

/** A server that could not be asked, and why. */
export interface NotAsked {
  readonly stored: StoredServer;
  readonly why: string;
  /** Its tools came from where no server can be asked: nobody made a mistake. */
  readonly isExpected: boolean;
}

/** What has changed, as a person, a program or GitHub reads it. What could not be asked has been said to the first two. */
export function driftReport(
  drifted: readonly Drifted[],
  notAsked: readonly NotAsked[],
  format: "text" | "json" | "github",
): string {
  switch (format) {
    case "json":
      return asJson([
        ...drifted.map(({ stored, changes, leftOut, touched }) => ({ ...about(stored), ...changes, leftOut, touched })),
        ...notAsked.map(({ stored, why }) => ({ ...about(stored), notAsked: why })),
      ]);
    case "github":
      return [...notAsked.map(unaskedAnnotation), ...drifted.flatMap(annotations)].join("");
    case "text":
      return drifted.flatMap(lines).join("\n");
  }
}

/** More of what was left out is not told to a person. */
const mostLeftOut = 10;

function lines({ stored, changes, leftOut, touched }: Drifted): string[] {
  const { name, server } = stored;
  const since = `since ${server?.imported || "its import"}`;
  const words = changesInWords(changes);
  const unread = leftOut.slice(0, mostLeftOut).map((sentence) => `  Not compared: ${shown(sentence)}`);
  if (words === "")
    return [`${name}: ${counted(server?.tools.length ?? 0, "tool")}, nothing has changed ${since}.`, ...unread];
  return [
    `${name}: ${words} ${since}. Import it again when you have looked at this.`,
    ...[...changeLines(changes), ...touched].map((line) => `  ${shown(line)}`),
    ...unread,
  ];
}

function about({ name, server }: StoredServer): { readonly server: string; readonly imported: string | null } {
  return { server: name, imported: server?.imported ?? null };
}

function unaskedAnnotation({ stored, why, isExpected }: NotAsked): string {
  const kind = isExpected ? "notice" : "error";
  return workflowCommand({ kind, file: slashed(stored.path), title: "Not asked", message: shown(why) });
}

function annotations({ stored, changes, leftOut, touched }: Drifted): string[] {
  const file = slashed(stored.path);
  const warning = (title: string, message: string): string =>
    workflowCommand({ kind: "warning", file, title, message: shown(message) });
  return [
    ...leftOut.slice(0, mostLeftOut).map((sentence) => warning("Not compared", `${stored.name}: ${sentence}`)),
    ...touched.map((sentence) => warning("Policy touched", sentence)),
    ...changes.added.map((tool) => warning("Tool added", `${stored.name} has a new tool ${quote(tool)}.`)),
    ...changes.removed.map((tool) => warning("Tool removed", `${stored.name} has no tool ${quote(tool)} any more.`)),
    ...changes.changed.map(({ name, paths }) =>
      warning("Tool changed", `${quote(name)} of ${stored.name} has changed: ${paths.join(", ")}.`),
    ),
  ];
}
