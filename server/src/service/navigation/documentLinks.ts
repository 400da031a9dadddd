import type { DocumentLink } from "vscode-languageserver-types";
import { findMember } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import { elementsOf } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import type { Environment } from "../environment";
import { registryPage } from "../hover/registryPage";
import { rangeOf, type Snapshot } from "../snapshot";
import { hasNames } from "./names";

/** Each link is a decoration of the editor's. */
const mostLinks = 1_000;

/**
 * The names of tools that the catalogue knows, as links to the pages that say so. Off by default: VS Code underlines links all the
 * time, not only while Ctrl is held. The hover has the same link.
 */
export function documentLinks(snapshot: Snapshot, { catalogue, settings }: Environment): DocumentLink[] {
  if (!hasNames(snapshot) || !settings.documentLinks) return [];
  const { document } = snapshot;
  const links: DocumentLink[] = [];
  const add = (name: string, { start, end }: Span): boolean => {
    const target = registryPage(catalogue.find(name)?.source);
    // Without the quotes, which are no part of the name.
    if (target !== undefined && end - start > 2)
      links.push({
        range: rangeOf(snapshot, { start: start + 1, end: end - 1 }),
        target,
        tooltip: `Open the registry's page about ${name}`,
      });
    return links.length < mostLinks;
  };
  for (const member of document.tools) if (!add(member.value.name, keySpanOf(member))) return links;
  const hide = findMember(document, "hide");
  if (hide === undefined) return links;
  for (const node of elementsOf(hide.value.value))
    if (node.type === "string" && !add(String(node.value), spanOf(node, hide.offset))) return links;
  return links;
}
