/** What an editor asks for as soon as a policy is on the screen, or a person points at something in it. */

export { knownServers } from "../../mcp/knownServers";
export { codeActions, documentOfAction, resolveCodeAction } from "../../service/actions/codeActions";
export { formatOnType, formatSteps } from "../../service/actions/formatting";
export { yamlActions } from "../../service/actions/yamlActions";
export { complete, resolveCompletion } from "../../service/completion/completion";
export { signatureHelp } from "../../service/completion/signatureHelp";
export { diagnostics } from "../../service/diagnostics/diagnostics";
export { reviewInTurns } from "../../service/diagnostics/reviewInTurns";
export { hover } from "../../service/hover/hover";
export { definition } from "../../service/navigation/definition";
export { documentLinks } from "../../service/navigation/documentLinks";
export { highlights } from "../../service/navigation/highlights";
export { selectionRanges } from "../../service/navigation/selectionRanges";
export { codeLenses } from "../../service/reading/codeLens";
export { folding } from "../../service/reading/folding";
export { inlayHints } from "../../service/reading/inlayHints";
export { outline } from "../../service/reading/outline";
export { semanticTokens } from "../../service/reading/semanticTokens";
export { summary } from "../../service/reading/summary";
export { assistantEnvironment } from "../assistantEnvironment";
export { doJob } from "../closed/jobs";
export { toolsOfPolicy } from "../policyServers";
