import * as l10n from "@vscode/l10n";
import type { ToolEntry } from "../../../../server/src/protocol/tools";
import { categoryName } from "../../shared/words/categoryName";
import { riskInWords, riskName } from "../../shared/words/riskWords";

/** Tools that stand under one heading of the picker. */
export interface ToolSection {
  readonly title: string;
  readonly tools: readonly ToolEntry[];
}

const riskSymbols: ReadonlyMap<string, string> = new Map([
  ["Low", "circle-outline"],
  ["Medium", "circle-filled"],
  ["High", "warning"],
  ["Critical", "flame"],
]);

/** The codicon for a risk; the word is always next to it. */
export function riskSymbol(risk: string): string {
  return riskSymbols.get(risk) ?? "question";
}

/** The tools that the policy lists, then all others by group, in the order in which the groups come up. */
export function toolSections(tools: readonly ToolEntry[]): ToolSection[] {
  const listed = tools.filter(({ listed }) => listed);
  const groups = new Map<string, ToolEntry[]>();
  for (const tool of tools) {
    if (!tool.listed) {
      const title = tool.group === "" ? l10n.t("Other tools") : tool.group;
      const group = groups.get(title) ?? [];
      group.push(tool);
      groups.set(title, group);
    }
  }
  const others = [...groups].map(([title, group]) => ({ title, tools: group }));
  return listed.length === 0 ? others : [{ title: l10n.t("Tools of this policy"), tools: listed }, ...others];
}

/** "High · Execute · allowed, at most 10 calls a minute per grant". */
export function toolDescription(tool: ToolEntry): string {
  const parts = [
    tool.risk === "Unknown" ? riskInWords(tool.risk) : riskName(tool.risk),
    tool.category === "Unknown" ? "" : categoryName(tool.category),
    tool.stateInWords,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** The name to offer for what was typed: null when nothing is typed, or a tool of exactly this name is listed. */
export function typedTool(typed: string, tools: readonly ToolEntry[]): string | null {
  const name = typed.trim();
  return name === "" || tools.some((tool) => tool.name === name) ? null : name;
}
