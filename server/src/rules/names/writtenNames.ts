import type { ToolCatalogue } from "../../catalogue/catalogue";
import { findMember, type Member } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import type { Placed } from "../../policy/model/policy";
import { keptFor } from "../../policy/text/keptWith";
import { elementsOf, type Node } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import type { PolicySubject } from "../engine/rule";
import { toolFinder } from "../engine/toolFinder";

/** A name of a tool, where it is in the text. */
export interface WrittenName {
  readonly name: string;
  readonly list: "tools" | "hide";
  readonly span: Span;
}

/** The names of tools under `tools` and in `hide`, in this order; what names no tool ("*", blank) is left out. */
export function writtenNames({ document, isBroken }: PolicySubject): readonly WrittenName[] {
  const tools = document.tools.filter(({ value }) => isOfTool(value.name));
  const hide = findMember(document, "hide");
  return [
    ...tools.map(inTools),
    ...(hide === undefined || isBroken(hide) ? [] : namesIn(hide.value).map(inHide(hide))),
  ];
}

/**
 * Finds those of the written names that have some property in view of the catalogue. After an edit only the names near it
 * are looked at, as `toolFinder` does it.
 */
export function nameFinder(
  hasIt: (name: string, catalogue: ToolCatalogue) => boolean,
): (subject: PolicySubject) => readonly WrittenName[] {
  const found = toolFinder(({ name }, catalogue: ToolCatalogue) => isOfTool(name) && hasIt(name, catalogue));
  const hidden = keptFor((catalogue: ToolCatalogue) =>
    keptFor((hide: Member) => namesIn(hide).filter(({ value }) => hasIt(String(value), catalogue))),
  );
  return ({ document, catalogue, isBroken }) => {
    const hide = findMember(document, "hide");
    const inHideToo = hide === undefined || isBroken(hide) ? [] : hidden(catalogue)(hide.value).map(inHide(hide));
    return [...found(catalogue)(document).map(inTools), ...inHideToo];
  };
}

function inTools(member: Placed<Member>): WrittenName {
  return { name: member.value.name, list: "tools", span: keySpanOf(member) };
}

function inHide({ offset }: Placed<Member>): (node: Node) => WrittenName {
  return (node) => ({ name: String(node.value), list: "hide", span: spanOf(node, offset) });
}

const namesIn = keptFor(({ value }: Member): readonly Node[] =>
  elementsOf(value).filter((node) => node.type === "string" && isOfTool(String(node.value))),
);

function isOfTool(name: string): boolean {
  return name.trim() !== "" && !name.includes("*");
}
