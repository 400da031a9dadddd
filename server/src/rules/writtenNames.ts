import { findMember } from "../policy/document";
import { elementsOf } from "../policy/navigate";
import { type Span, spanOf } from "../policy/span";
import type { PolicySubject } from "./rule";

/** A name of a tool, where it stands in the text. */
export interface WrittenName {
  readonly name: string;
  readonly list: "tools" | "hide";
  readonly span: Span;
}

/** The names of tools under `tools` and in `hide`, in this order; what names no tool ("*", blank) is left out. */
export function writtenNames({ document, isBroken }: PolicySubject): readonly WrittenName[] {
  const names: WrittenName[] = document.tools.map(({ offset, value }) => ({
    name: value.name,
    list: "tools",
    span: spanOf(value.key, offset),
  }));
  const hide = findMember(document, "hide");
  if (hide !== undefined && !isBroken(hide))
    for (const node of elementsOf(hide.value.value))
      if (node.type === "string")
        names.push({ name: String(node.value), list: "hide", span: spanOf(node, hide.offset) });
  return names.filter(({ name }) => name.trim() !== "" && !name.includes("*"));
}
