import { findMember, type Member } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import type { Placed } from "../../policy/model/policy";
import { elementsOf } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import type { PolicySubject } from "../engine/rule";

/** A name of a tool, where it is in the text. */
export interface WrittenName {
  readonly name: string;
  readonly list: "tools" | "hide";
  readonly span: Span;
}

/**
 * The names of tools under `tools` and in `hide`, in this order; what names no tool ("*", blank) is left out. `tools` are
 * those members of `tools` that matter.
 */
export function writtenNames(
  { document, isBroken }: PolicySubject,
  tools: readonly Placed<Member>[] = document.tools,
): readonly WrittenName[] {
  const names: WrittenName[] = tools.map((member) => ({
    name: member.value.name,
    list: "tools",
    span: keySpanOf(member),
  }));
  const hide = findMember(document, "hide");
  if (hide !== undefined && !isBroken(hide))
    for (const node of elementsOf(hide.value.value))
      if (node.type === "string")
        names.push({ name: String(node.value), list: "hide", span: spanOf(node, hide.offset) });
  return names.filter(({ name }) => name.trim() !== "" && !name.includes("*"));
}
