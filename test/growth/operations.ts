import { parsePolicy } from "../../server/src/policy/model/parse";
import type { Snapshot } from "../../server/src/service/snapshot";
import { snapshotOf } from "../../server/src/service/snapshot";
import { service, world } from "../fuzz/service";

const editor = { tabSize: 2, insertSpaces: true };

/** What a person or an editor asks of a text, by name; what it needs beforehand is made without being counted. */
export const operations: Readonly<Record<string, (text: string) => () => unknown>> = {
  parse: (text) => () => parsePolicy(text),
  validate: (text) => () => snapshotOf(text),
  review: about((snapshot) => service.diagnostics(snapshot, world)),
  "code actions": about((snapshot) =>
    service.codeActions(snapshot, world, { start: 0, end: snapshot.document.text.length }, undefined),
  ),
  format: about((snapshot) => service.formatPolicy(snapshot, world, editor)),
  "fix all": (text) => () => service.fixAll(text, world),
  outline: about((snapshot) => service.outline(snapshot)),
  "colours, folds, lenses, hints and links": about((snapshot) => [
    service.semanticTokens(snapshot, undefined, world),
    service.folding(snapshot),
    service.codeLenses(snapshot, world),
    service.inlayHints(snapshot, { start: { line: 0, character: 0 }, end: end(snapshot) }, world),
    service.documentLinks(snapshot, world),
    service.listTools(snapshot, world),
  ]),
  "completion at the end": about((snapshot) => service.complete(snapshot, snapshot.document.text.length, world)),
  "completion in the middle": about((snapshot) =>
    service.complete(snapshot, snapshot.document.text.length >> 1, world),
  ),
  "hover, selection and a call": about((snapshot) => [
    service.hover(snapshot, snapshot.document.text.length >> 1, world),
    service.selectionRanges(snapshot, [end(snapshot)]),
    service.simulate(snapshot, [{ tool: "ssh_execute", arguments: { command: "x" } }], world),
  ]),
};

function about(ask: (snapshot: Snapshot) => unknown): (text: string) => () => unknown {
  return (text) => {
    const snapshot = snapshotOf(text);
    return () => ask(snapshot);
  };
}

function end({ textDocument, document }: Snapshot) {
  return textDocument.positionAt(document.text.length);
}
