import { TextDocument } from "vscode-languageserver-textdocument";
import { readCatalogue, type ToolCatalogue } from "../../../server/src/catalogue/catalogue";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import type { BuilderChange, BuilderResult } from "../../../server/src/protocol/builder";
import { builder } from "../../../server/src/service/builder/builder";
import { builderEdit } from "../../../server/src/service/builder/builderEdit";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

/** The world with the bundled catalogue. */
export const odoo: Environment = { ...bareEnvironment, catalogue: await odooCatalogue() };

/** A world with one tool of these arguments. */
export function withTool(name: string, inputSchema: object, category = "Write"): Environment {
  const catalogue: ToolCatalogue = readCatalogue({
    server: { name: "test" },
    tools: [{ name, category, risk: "Medium", inputSchema }],
  });
  return { ...bareEnvironment, catalogue };
}

/** The text after changes, one after the other; a refusal is thrown. */
export function edited(text: string, environment: Environment, ...changes: readonly BuilderChange[]): string {
  return changes.reduce((before, change) => {
    const { edits, refused } = builderEdit(snapshotOf(before), environment, { ...document, change });
    if (refused !== null) throw new Error(refused);
    return TextDocument.applyEdits(TextDocument.create("file:///policy.json", "mcp-policy", 0, before), [...edits]);
  }, text);
}

/** Why a change is refused; undefined when it is not. */
export function refusalOf(text: string, environment: Environment, change: BuilderChange): string | null {
  return builderEdit(snapshotOf(text), environment, { ...document, change }).refused;
}

/** What the builder shows. */
export function built(text: string, environment: Environment, tool: string | null = null): BuilderResult {
  return builder(snapshotOf(text), environment, { ...document, tool });
}

const document = { textDocument: { uri: "file:///policy.json" } };
