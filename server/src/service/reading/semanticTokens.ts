import type { Node } from "jsonc-parser";
import type { Range, SemanticTokens } from "vscode-languageserver-types";
import { effectiveState } from "../../catalogue/effectiveState";
import { findMember, type Member } from "../../policy/model/document";
import { spanOfMember } from "../../policy/model/memberSpan";
import { isOperator } from "../../policy/model/operators";
import type { Placed } from "../../policy/model/policy";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { elementsOf } from "../../policy/text/navigate";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { tokenModifiers, tokenTypes } from "./tokenLegend";

type TokenType = (typeof tokenTypes)[number];
type TokenModifier = (typeof tokenModifiers)[number];

/** Of a policy with more, the grammar alone colours the rest. */
const mostTokens = 50_000;

const riskModifiers = {
  Low: "lowRisk",
  Medium: "mediumRisk",
  High: "highRisk",
  Critical: "criticalRisk",
} as const satisfies Record<string, TokenModifier>;

/** The words whose colour depends on more than their place: in the whole text, or in a range. */
export function semanticTokens(snapshot: Snapshot, range: Range | undefined, environment: Environment): SemanticTokens {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return { data: [] };
  const { document, policy, textDocument } = snapshot;
  const start = range === undefined ? 0 : textDocument.offsetAt(range.start);
  const end = range === undefined ? document.text.length : textDocument.offsetAt(range.end);
  const found: Token[] = [];
  /** A text without its quotes; one that has no end yet has no closing quote. */
  const add = (node: Node | undefined, offset: number, type: TokenType, modifiers: readonly TokenModifier[] = []) => {
    if (node?.type !== "string" || node.length < 3) return;
    const from = node.offset + offset + 1;
    const to = from + node.length - 2;
    if (from < end && start < to) found.push({ from, to, type, modifiers });
  };
  const modifiersOf = (name: string): TokenModifier[] => {
    const tool = environment.catalogue.find(name);
    return [
      ...(tool === undefined || tool.risk === "Unknown" ? [] : [riskModifiers[tool.risk]]),
      effectiveState(policy, name).kind,
    ];
  };
  const touchesRange = (member: Placed<Member>): boolean => {
    const span = spanOfMember(member);
    return span.start < end && start < span.end;
  };
  const addRules = ({ offset, value }: Placed<Member>): void => {
    const { require, denyIf, limits } = toolSyntaxOf(value);
    for (const { conditions } of [...require, ...denyIf])
      for (const { path, op } of conditions) {
        add(path, offset, "mcpArgument");
        if (isOperator(String(op?.value))) add(op, offset, "mcpOperator");
      }
    for (const { counter } of limits) add(counter, offset, "mcpCounter");
  };

  const hide = findMember(document, "hide");
  if (hide !== undefined && touchesRange(hide))
    for (const entry of elementsOf(hide.value.value)) {
      if (found.length >= mostTokens) break;
      if (entry.value !== "*") add(entry, hide.offset, "mcpTool", modifiersOf(String(entry.value)));
    }
  const allTools = findMember(document, "all_tools");
  if (allTools !== undefined && touchesRange(allTools)) addRules(allTools);
  for (const member of document.tools) {
    if (found.length >= mostTokens) break;
    if (!touchesRange(member)) continue;
    add(member.value.key, member.offset, "mcpTool", modifiersOf(member.value.name));
    addRules(member);
  }
  return { data: encode(found.slice(0, mostTokens), snapshot) };
}

interface Token {
  readonly from: number;
  readonly to: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Five numbers for each token, the place counted from the token before, as the protocol has it. */
function encode(tokens: Token[], { textDocument }: Snapshot): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { from, to, type, modifiers } of tokens.sort((a, b) => a.from - b.from)) {
    const start = textDocument.positionAt(from);
    // A broken text can have a line end in a string, and a token may have none.
    if (textDocument.positionAt(to).line !== start.line) continue;
    const bits = modifiers.reduce((all, modifier) => all | (1 << tokenModifiers.indexOf(modifier)), 0);
    const deltaCharacter = start.line === line ? start.character - character : start.character;
    data.push(start.line - line, deltaCharacter, to - from, tokenTypes.indexOf(type), bits);
    line = start.line;
    character = start.character;
  }
  return data;
}
