import * as l10n from "@vscode/l10n";
import { categoryOrder } from "../../../server/src/policy/words/plain/reviewOrder";
import type { StackResult, StackServerEntry, StackToolEntry } from "../../../server/src/protocol/stack";
import { counted } from "../shared/words/counted";
import { grouped } from "../shared/words/grouped";
import { riskInWords } from "../shared/words/riskWords";
import { stateName } from "../shared/words/stateName";
import { passes, type StackFilter } from "./stackFilter";

/** A server, with its tools by category. */
export interface ServerNode {
  readonly kind: "server";
  readonly server: StackServerEntry;
  readonly categories: readonly CategoryNode[];
  readonly description: string;
}

/** The tools of a server that do the same kind of thing. */
export interface CategoryNode {
  readonly kind: "category";
  readonly server: StackServerEntry;
  readonly category: string;
  readonly tools: readonly ToolNode[];
}

/** A tool, with a row for each policy that is about its server. */
export interface ToolNode {
  readonly kind: "tool";
  readonly server: StackServerEntry;
  readonly tool: string;
  readonly risk: string;
  readonly category: string;
  readonly rows: readonly StackToolEntry[];
}

export type StackNode = ServerNode | CategoryNode | ToolNode;

/** The tree of the stack: servers, categories, tools. Servers that the filter leaves nothing of are left out. */
export function stackNodes({ servers, tools }: StackResult, filter: StackFilter): readonly ServerNode[] {
  const rowsByServer = new Map<string, Map<string, StackToolEntry[]>>();
  for (const row of tools) {
    const byTool = rowsByServer.get(row.server) ?? new Map<string, StackToolEntry[]>();
    rowsByServer.set(row.server, byTool);
    const rows = byTool.get(row.tool);
    if (rows === undefined) byTool.set(row.tool, [row]);
    else rows.push(row);
  }
  return servers.flatMap((server) => {
    const all = toolNodes(server, rowsByServer.get(server.name) ?? new Map());
    const shown = all.filter(({ rows }) => rows.some((row) => passes(row, filter)));
    if (shown.length === 0 && all.length > 0) return [];
    return [
      { kind: "server", server, categories: categoryNodes(server, shown), description: inWords(server, all, shown) },
    ];
  });
}

function toolNodes(server: StackServerEntry, byTool: ReadonlyMap<string, readonly StackToolEntry[]>): ToolNode[] {
  return [...byTool].flatMap(([tool, rows]): ToolNode[] => {
    const [first] = rows;
    return first === undefined
      ? []
      : [{ kind: "tool", server, tool, risk: first.risk, category: first.category, rows }];
  });
}

function categoryNodes(server: StackServerEntry, tools: readonly ToolNode[]): readonly CategoryNode[] {
  const byCategory = new Map<string, ToolNode[]>();
  for (const tool of tools) {
    const known = byCategory.get(tool.category);
    if (known === undefined) byCategory.set(tool.category, [tool]);
    else known.push(tool);
  }
  const place = (category: string): number => categoryOrder.indexOf(category);
  return [...byCategory]
    .map(([category, own]): CategoryNode => ({ kind: "category", server, category, tools: own }))
    .sort((a, b) => place(a.category) - place(b.category));
}

function inWords({ policies }: StackServerEntry, all: readonly ToolNode[], shown: readonly ToolNode[]): string {
  const tools =
    shown.length === all.length
      ? counted(all.length, "tool")
      : l10n.t`${grouped(shown.length)} of ${grouped(all.length)} tools`;
  const [first] = policies;
  const about =
    first === undefined
      ? l10n.t("no policy")
      : policies.length === 1
        ? first.path
        : l10n.t`${grouped(policies.length)} policies`;
  return `${tools} · ${about}`;
}

/** What is done with a tool: "allowed · High risk", in a narrow view without its end; with the names of policies where there are several. */
export function toolInWords({ risk, rows }: ToolNode): string {
  return `${stateOf(rows)} · ${riskInWords(risk)}`;
}

function stateOf(rows: readonly StackToolEntry[]): string {
  const [only] = rows;
  if (only !== undefined && rows.length === 1) return stateName(only.state);
  return rows.map(({ state, policy }) => l10n.t`${stateName(state)} in ${policy ?? ""}`).join(", ");
}

/** "3 critical, 1 high": what a category has of grave risk; empty for none. */
export function graveInWords({ tools }: CategoryNode): string {
  return ["Critical", "High"]
    .map(
      (risk) =>
        [
          tools.filter((tool) => tool.risk === risk).length,
          risk === "Critical" ? l10n.t("critical") : l10n.t("high"),
        ] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, risk]) => `${grouped(count)} ${risk}`)
    .join(", ");
}
