import type { Range } from "vscode-languageserver-types";
import { moveSpan } from "../../policy/text/span";
import { oneLine } from "../../policy/words/plain/oneLine";
import type { StackFormat, StackResult, StackToolEntry } from "../../protocol/stack";
import { rangeOf, type Snapshot } from "../snapshot";
import { type StackPolicy, type StackServer, type StackTool, stackOf } from "./stack";
import { stackReport } from "./stackReports";

/** A policy of the stack, with its text. */
export interface FoundPolicy extends StackPolicy {
  readonly snapshot: Snapshot;
}

/** A server of the stack, and where it is. */
export interface FoundStackServer extends StackServer<FoundPolicy> {
  readonly file: string | null;
  readonly folder: string | null;
}

/** Longer texts are cut: thousands of tools have one. */
const longestText = 160;

/** The stack as an editor shows it. `left` are sentences on what was not looked at. */
export function stackEntries(
  servers: readonly FoundStackServer[],
  left: readonly string[],
  format: StackFormat | undefined,
): StackResult {
  const stack = stackOf(servers);
  const byName = new Map(servers.map((server) => [server.name, server]));
  return {
    servers: servers
      .map(({ name, file, folder, catalogue, policies }) => ({
        name,
        file,
        folder,
        tools: catalogue.tools.length,
        policies: policies.map(({ path, snapshot }) => ({ path, uri: snapshot.uri })),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    tools: stack.tools.map((row) => entryOf(row, byName.get(row.server))),
    pairs: stack.pairs,
    pairCount: stack.pairCount,
    left,
    report: format === undefined ? null : stackReport(stack, format),
  };
}

function entryOf(row: StackTool, server: FoundStackServer | undefined): StackToolEntry {
  const tool = server?.catalogue.find(row.tool);
  const policy = server?.policies.find(({ path }) => path === row.policy);
  return {
    ...row,
    stateInWords: oneLine(row.stateInWords, longestText),
    summary: oneLine(tool?.summary ?? "", longestText),
    why: oneLine(tool?.rationale ?? "", longestText),
    range: policy === undefined ? null : namedAt(policy.snapshot, row.tool),
  };
}

/** Where a policy names a tool: its rules, else its mention in `hide`. */
function namedAt(snapshot: Snapshot, tool: string): Range | null {
  const rules = snapshot.policy.tools.get(tool);
  const span = rules === undefined ? snapshot.policy.hide.get(tool) : moveSpan(rules.value.span, rules.offset);
  return span === undefined ? null : rangeOf(snapshot, span);
}
