import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import { effectiveState, stateInShort } from "../../catalogue/effectiveState";
import { findMember, type Member } from "../../policy/model/document";
import { spanOfMember } from "../../policy/model/memberSpan";
import type { Placed } from "../../policy/model/policy";
import { type LimitSyntax, type PredicateSyntax, toolSyntaxOf } from "../../policy/model/toolModel";
import { moveSpan, type Span, spanOf } from "../../policy/text/span";
import { limitInWords, predicateInWords } from "../../policy/words/inWords";
import { oneLine } from "../../policy/words/plain/oneLine";
import { counted } from "../../policy/words/plain/plural";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";

/** Editors draw a row for each symbol: tools beyond these have none below them, so that a huge policy stays quick. */
const mostDetailedTools = 2_000;
/** And beyond these there are no rows at all. */
const mostTools = 20_000;
/** Entries of one list that get a row of their own. */
const mostEntries = 200;
/** A name longer than this is cut. */
const longestName = 128;

/** The parts of the policy as a tree: its fields, its tools with what becomes of their calls, and their rules in words. */
export function outline(snapshot: Snapshot, _environment?: Environment): DocumentSymbol[] {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return [];
  const { document } = snapshot;
  const counted = new Set(
    ["version", "default", "hide", "all_tools", "tools"].map((name) => findMember(document, name)),
  );
  return document.members.filter((member) => counted.has(member)).map((member) => fieldSymbol(snapshot, member));
}

function fieldSymbol(snapshot: Snapshot, member: Placed<Member>): DocumentSymbol {
  const { name, value } = member.value;
  switch (name) {
    case "hide": {
      const names = value?.type === "array" ? (value.children ?? []) : [];
      return {
        ...symbolOf(snapshot, member, SymbolKind.Array, counted(names.length, "name")),
        children: names.slice(0, mostEntries).flatMap((node) => {
          if (node.type !== "string") return [];
          const span = spanOf(node, member.offset);
          return [symbol(snapshot, shown(String(node.value)), SymbolKind.String, span, span)];
        }),
      };
    }
    case "all_tools":
      return {
        ...symbolOf(snapshot, member, SymbolKind.Namespace),
        children: toolSyntaxOf(member.value)
          .limits.slice(0, mostEntries)
          .map((limit) => limitSymbol(snapshot, limit, member)),
      };
    case "tools": {
      const { tools } = snapshot.document;
      return {
        ...symbolOf(snapshot, member, SymbolKind.Namespace, counted(tools.length, "tool")),
        children: tools.slice(0, mostTools).map((tool, index) => toolSymbol(snapshot, tool, index < mostDetailedTools)),
      };
    }
    default:
      return symbolOf(
        snapshot,
        member,
        SymbolKind.Property,
        typeof value?.value === "string" ? value.value : undefined,
      );
  }
}

function toolSymbol(snapshot: Snapshot, tool: Placed<Member>, isDetailed: boolean): DocumentSymbol {
  const detail = stateInShort(effectiveState(snapshot.policy, tool.value.name));
  const own = symbolOf(snapshot, tool, SymbolKind.Function, detail);
  if (!isDetailed) return own;
  const { require, denyIf, limits } = toolSyntaxOf(tool.value);
  const children = [
    ...require.slice(0, mostEntries).map((entry) => predicateSymbol(snapshot, entry, tool)),
    ...denyIf.slice(0, mostEntries).map((entry) => predicateSymbol(snapshot, entry, tool)),
    ...limits.slice(0, mostEntries).map((entry) => limitSymbol(snapshot, entry, tool)),
  ].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  return { ...own, children };
}

function predicateSymbol(snapshot: Snapshot, entry: PredicateSyntax, { offset }: Placed<Member>): DocumentSymbol {
  const { predicate, list, node, onDeny } = entry;
  const words = predicate === undefined ? "no conditions yet" : predicateInWords(predicate);
  const detail = typeof onDeny?.value === "string" ? onDeny.value : undefined;
  const span = spanOf(node, offset);
  return symbol(snapshot, `${list}: ${shown(words)}`, SymbolKind.Boolean, span, span, detail);
}

function limitSymbol(
  snapshot: Snapshot,
  { node, counter, limit }: LimitSyntax,
  { offset }: Placed<Member>,
): DocumentSymbol {
  const words = limit === undefined ? "limit: not complete" : `limit: ${limitInWords(limit)}`;
  const span = spanOf(node, offset);
  const detail = typeof counter?.value === "string" ? counter.value : undefined;
  return symbol(snapshot, words, SymbolKind.Number, span, span, detail);
}

function symbolOf(snapshot: Snapshot, member: Placed<Member>, kind: SymbolKind, detail?: string): DocumentSymbol {
  const { key, name } = member.value;
  return symbol(snapshot, shown(name), kind, spanOfMember(member), moveSpan(spanOf(key), member.offset), detail);
}

function symbol(
  snapshot: Snapshot,
  name: string,
  kind: SymbolKind,
  span: Span,
  selection: Span,
  detail?: string,
): DocumentSymbol {
  const own: DocumentSymbol = {
    name,
    kind,
    range: rangeOf(snapshot, span),
    selectionRange: rangeOf(snapshot, selection),
  };
  if (detail !== undefined && detail !== "") own.detail = shown(detail);
  return own;
}

/** Editors refuse symbols without a name. */
function shown(text: string): string {
  return oneLine(text, longestName) || "(empty)";
}
