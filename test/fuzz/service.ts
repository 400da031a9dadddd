/** What the properties are about. A value, so that a test can plant a fault and see it reported. */
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import odooCatalogue from "../../server/src/catalogue/odoo-claude-mcp.json";
import { decide } from "../../server/src/policy/decide/decide";
import { addTools } from "../../server/src/service/actions/addTools";
import { codeActions } from "../../server/src/service/actions/codeActions";
import { fixAll } from "../../server/src/service/actions/fixAll";
import { formatOnType, formatPolicy } from "../../server/src/service/actions/formatting";
import { complete, resolveCompletion } from "../../server/src/service/completion/completion";
import { signatureHelp } from "../../server/src/service/completion/signatureHelp";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import type { Environment } from "../../server/src/service/environment";
import { hover } from "../../server/src/service/hover/hover";
import { documentLinks } from "../../server/src/service/navigation/documentLinks";
import { highlights } from "../../server/src/service/navigation/highlights";
import { policyMentions } from "../../server/src/service/navigation/mentions";
import { nameAt } from "../../server/src/service/navigation/names";
import { rename } from "../../server/src/service/navigation/rename";
import { selectionRanges } from "../../server/src/service/navigation/selectionRanges";
import { codeLenses } from "../../server/src/service/reading/codeLens";
import { folding } from "../../server/src/service/reading/folding";
import { inlayHints } from "../../server/src/service/reading/inlayHints";
import { outline } from "../../server/src/service/reading/outline";
import { semanticTokens } from "../../server/src/service/reading/semanticTokens";
import { summary } from "../../server/src/service/reading/summary";
import { defaultSettings } from "../../server/src/service/settings";
import { callTemplate } from "../../server/src/service/simulation/callTemplate";
import { checkArguments } from "../../server/src/service/simulation/checkArguments";
import { simulate } from "../../server/src/service/simulation/simulate";
import { listTools } from "../../server/src/service/simulation/tools";
import { takeSnapshot } from "../../server/src/service/snapshot";

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
