import { createScanner, type Node } from "jsonc-parser";
import type { JsonObject } from "../../policy/text/json";
import { type JsonLayout, printed } from "./jsonLayout";

/** The kinds of what a scanner of jsonc-parser finds; its own names are of a `const enum`. */
const tokens = { comma: 5, lineComment: 12, blockComment: 13, blank: 15 } as const;

/**
 * Puts a member at the end of an object, laid out as the one before it. A comment behind that one on its line stays there,
 * and one in an empty object stays in front.
 */
export function withMember(text: string, object: Node, key: string, value: JsonObject, layout: JsonLayout): string {
  const { eol, indent } = layout;
  const outer = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, object.offset))?.[1] ?? "";
  const member = (own: string): string =>
    `${JSON.stringify(key)}: ${printed(value, layout).replaceAll("\n", `\n${own}`)}`;
  const last = object.children?.at(-1);
  const close = object.offset + object.length - 1;
  if (last === undefined) {
    const head = text.slice(0, close).trimEnd();
    return `${head}${eol}${outer}${indent}${member(outer + indent)}${eol}${outer}${text.slice(close)}`;
  }
  const own = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, last.offset))?.[1];
  const end = last.offset + last.length;
  const { at, hasComma, endsLine } = behind(text, end);
  const between = own === undefined && !endsLine ? " " : `${eol}${own ?? outer + indent}`;
  const comma = hasComma ? "" : ",";
  const after = hasComma ? "," : "";
  return `${text.slice(0, end)}${comma}${text.slice(end, at)}${between}${member(own ?? (endsLine ? outer + indent : outer))}${after}${text.slice(at)}`;
}

/** What is behind a member on its line: a comma, comments. */
function behind(text: string, end: number): { at: number; hasComma: boolean; endsLine: boolean } {
  const scanner = createScanner(text, false);
  scanner.setPosition(end);
  let at = end;
  let hasComma = false;
  let endsLine = false;
  for (;;) {
    const token: number = scanner.scan();
    if (token === tokens.blank) continue;
    if (token === tokens.comma && !hasComma) hasComma = true;
    else if (token === tokens.lineComment) endsLine = true;
    else if (token !== tokens.blockComment) return { at, hasComma, endsLine };
    at = scanner.getTokenOffset() + scanner.getTokenLength();
    if (endsLine) return { at, hasComma, endsLine };
  }
}
