import { grouped } from "../../policy/words/plain/grouped";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import { oneLine } from "../../policy/words/plain/oneLine";
import { counted } from "../../policy/words/plain/plural";
import { printedJson } from "../../policy/words/plain/printedJson";
import { isOpenAndGrave } from "../../policy/words/plain/reviewOrder";
import type { StackFormat } from "../../protocol/stack";
import type { Stack, StackPair, StackTool } from "./stack";

/** The stack as a person, a spreadsheet or a program reads it. */
export function stackReport(stack: Stack, format: StackFormat): string {
  switch (format) {
    case "json":
      return printedJson(stack);
    case "csv":
      return stackCsv(stack);
    case "markdown":
      return stackMarkdown(stack);
  }
}

/** The stack as a page of Markdown. Safe to show without trust. */
export function stackMarkdown({ tools, pairs, pairCount }: Stack): string {
  const open = tools.filter(isOpenAndGrave).length;
  const notKnown = tools.filter(({ state }) => state === "unknown").length;
  const rows = tools.map(({ server, policy, tool, risk, category, state, stateInWords }) =>
    row([
      state,
      risk,
      category,
      codeSpan(tool),
      codeSpan(server),
      policy === null ? "none" : codeSpan(policy),
      plainMarkdown(stateInWords, 160),
    ]),
  );
  return [
    "# What your agents can call",
    `${counted(tools.length, "tool")}; ${grouped(open)} of high, critical or unknown risk are open without any check${notKnown === 0 ? "" : `; ${counted(notKnown, "is not known", "are not known")}`}.`,
    [
      row(["State", "Risk", "Category", "Tool", "Server", "Policy", "In words"]),
      row(Array(7).fill("---")),
      ...rows,
    ].join("\n"),
    ...(pairCount === 0 ? [] : ["## Outsiders' text in, something out", pairsInWords(pairs, pairCount)]),
    "",
  ].join("\n\n");
}

function pairsInWords(pairs: readonly StackPair[], count: number): string {
  const lines = pairs.map(
    ({ reads, sends }) =>
      `- ${codeSpan(reads.tool)} of ${codeSpan(reads.server)} reads outsiders' text (${plainMarkdown(reads.what)}); ${codeSpan(sends.tool)} of ${codeSpan(sends.server)} can send.`,
  );
  const more = count > pairs.length ? [`- … ${counted(count - pairs.length, "more pair")}.`] : [];
  return [
    "What an agent reads may be written by outsiders and be taken for orders. Judged by names; limit or guard the second tool of a pair.",
    "",
    ...lines,
    ...more,
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** The list as comma-separated values, which a spreadsheet takes for text alone. */
export function stackCsv({ tools }: Pick<Stack, "tools">): string {
  const lines = tools.map((tool: StackTool) =>
    [tool.state, tool.risk, tool.category, tool.tool, tool.server, tool.policy ?? "", tool.stateInWords]
      .map(cell)
      .join(","),
  );
  return ["state,risk,category,tool,server,policy,in words", ...lines, ""].join("\n");
}

/** A formula begins with one of these signs: an apostrophe makes it text. */
function cell(value: string): string {
  const plain = oneLine(value, 1_000);
  const text = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
