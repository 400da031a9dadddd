/** What the properties are about. A value, so that a test can plant a fault and see it reported. */
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import odooCatalogue from "../../server/src/catalogue/odoo-claude-mcp.json";
import { decide } from "../../server/src/policy/decide";
import { addTools } from "../../server/src/service/addTools";
import { callTemplate } from "../../server/src/service/callTemplate";
import { checkArguments } from "../../server/src/service/checkArguments";
import { codeActions } from "../../server/src/service/codeActions";
import { codeLenses } from "../../server/src/service/codeLens";
import { complete, resolveCompletion } from "../../server/src/service/completion";
import { diagnostics } from "../../server/src/service/diagnostics";
import { documentLinks } from "../../server/src/service/documentLinks";
import type { Environment } from "../../server/src/service/environment";
import { fixAll } from "../../server/src/service/fixAll";
import { folding } from "../../server/src/service/folding";
import { formatOnType, formatPolicy } from "../../server/src/service/formatting";
import { highlights } from "../../server/src/service/highlights";
import { hover } from "../../server/src/service/hover";
import { inlayHints } from "../../server/src/service/inlayHints";
import { policyMentions } from "../../server/src/service/mentions";
import { nameAt } from "../../server/src/service/names";
import { outline } from "../../server/src/service/outline";
import { rename } from "../../server/src/service/rename";
import { selectionRanges } from "../../server/src/service/selectionRanges";
import { semanticTokens } from "../../server/src/service/semanticTokens";
import { defaultSettings } from "../../server/src/service/settings";
import { signatureHelp } from "../../server/src/service/signatureHelp";
import { simulate } from "../../server/src/service/simulate";
import { takeSnapshot } from "../../server/src/service/snapshot";
import { summary } from "../../server/src/service/summary";
import { listTools } from "../../server/src/service/tools";

export const service = {
  takeSnapshot,
  diagnostics,
  complete,
  resolveCompletion,
  hover,
  codeLenses,
  inlayHints,
  semanticTokens,
  signatureHelp,
  summary,
  addTools,
  listTools,
  callTemplate,
  checkArguments,
  simulate,
  codeActions,
  fixAll,
  formatPolicy,
  formatOnType,
  folding,
  outline,
  documentLinks,
  highlights,
  selectionRanges,
  nameAt,
  policyMentions,
  rename,
  decide,
};

export type Service = typeof service;

/** The world of every property: the real catalogue, and an editor that can do everything. */
export const world: Environment = {
  catalogue: readCatalogue(odooCatalogue),
  now: Date.UTC(2026, 0, 31, 23, 59, 30),
  clientCommands: true,
  snippets: true,
  resolvesEdits: true,
  settings: defaultSettings,
  rulePages: "file:///rules/",
};
