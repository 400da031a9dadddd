import { isJsonObject } from "../policy/text/json";
import type { ParamsOf, PolicyRequest } from "../protocol/requests";

/** Parts that a request cannot do without, by their names, and whether a value is one. */
const parts = {
  textDocument: (value: unknown) => isJsonObject(value) && typeof value.uri === "string",
  position: isPosition,
  range: isRange,
  positions: (value: unknown) => Array.isArray(value) && value.every(isPosition),
  context: isJsonObject,
  options: isJsonObject,
  newName: isString,
  query: isString,
  tool: isString,
  text: isString,
  calls: (value: unknown) => Array.isArray(value) && value.every((each) => isJsonObject(each) && isString(each.tool)),
  policy: isText,
  testFiles: (value: unknown) => Array.isArray(value) && value.every(isText),
  change: (value: unknown) => isJsonObject(value) && isString(value.kind),
  condition: isJsonObject,
  changes: (value: unknown) =>
    Array.isArray(value) && value.every((each) => isJsonObject(each) && typeof each.uri === "string"),
} as const;

const descriptions: Readonly<Record<keyof typeof parts, string>> = {
  textDocument: "an object with the document's address as uri",
  position: "an object with line and character",
  range: "an object with start and end",
  positions: "a list of positions",
  context: "an object",
  options: "an object",
  newName: "a string",
  query: "a string",
  tool: "a string",
  text: "a string",
  calls: "a list of objects with a tool",
  policy: "an object with an address as uri, and its text",
  testFiles: "a list of objects with an address as uri, and the file's text",
  change: "an object with a kind",
  condition: "an object with path, op and value",
  changes: "a list of objects with an address as uri",
};

/** The parts of our own requests; those about a document that is open are asked for it by their handlers. */
const ownNeeds: {
  readonly [Request in PolicyRequest]: readonly (keyof ParamsOf<Request> & keyof typeof parts)[];
} = {
  "mcpPolicy/simulate": ["textDocument", "calls"],
  "mcpPolicy/verdictChanges": ["textDocument", "calls"],
  "mcpPolicy/readCalls": ["text"],
  "mcpPolicy/callTemplate": ["textDocument", "tool"],
  "mcpPolicy/argumentForm": ["tool"],
  "mcpPolicy/checkArguments": ["tool", "text"],
  "mcpPolicy/tools": [],
  "mcpPolicy/addTools": [],
  "mcpPolicy/summary": [],
  "mcpPolicy/builder": ["textDocument"],
  "mcpPolicy/builderEdit": ["textDocument", "change"],
  "mcpPolicy/tryCondition": ["tool", "condition"],
  "mcpPolicy/probe": ["textDocument"],
  "mcpPolicy/difference": ["textDocument", "text"],
  "mcpPolicy/assistantTool": ["tool"],
  "mcpPolicy/newPolicy": [],
  "mcpPolicy/suggestPolicy": ["text"],
  "mcpPolicy/chooseServer": ["textDocument"],
  "mcpPolicy/servers": [],
  "mcpPolicy/findServers": [],
  "mcpPolicy/importServer": [],
  "mcpPolicy/stack": [],
  "mcpPolicy/pointClient": [],
  "mcpPolicy/convertPaste": [],
  "mcpPolicy/fileKind": [],
  "mcpPolicy/policyTests": ["text"],
  "mcpPolicy/runPolicyTests": ["text"],
  "mcpPolicy/mutants": ["policy", "testFiles"],
  "mcpPolicy/saveAsTest": ["textDocument", "calls"],
};

const needs = new Map<string, readonly (keyof typeof parts)[]>([
  ["textDocument/hover", ["textDocument", "position"]],
  ["textDocument/completion", ["textDocument", "position"]],
  ["textDocument/signatureHelp", ["textDocument", "position"]],
  ["textDocument/definition", ["textDocument", "position"]],
  ["textDocument/documentHighlight", ["textDocument", "position"]],
  ["textDocument/references", ["textDocument", "position", "context"]],
  ["textDocument/prepareRename", ["textDocument", "position"]],
  ["textDocument/rename", ["textDocument", "position", "newName"]],
  ["textDocument/codeAction", ["textDocument", "range", "context"]],
  ["textDocument/codeLens", ["textDocument"]],
  ["textDocument/documentSymbol", ["textDocument"]],
  ["textDocument/documentLink", ["textDocument"]],
  ["textDocument/foldingRange", ["textDocument"]],
  ["textDocument/selectionRange", ["textDocument", "positions"]],
  ["textDocument/formatting", ["textDocument", "options"]],
  ["textDocument/rangeFormatting", ["textDocument", "range", "options"]],
  ["textDocument/onTypeFormatting", ["textDocument", "position", "options"]],
  ["textDocument/inlayHint", ["textDocument", "range"]],
  ["textDocument/semanticTokens/full", ["textDocument"]],
  ["textDocument/semanticTokens/range", ["textDocument", "range"]],
  ...Object.entries(ownNeeds),
  ["workspace/symbol", ["query"]],
  ["workspace/didChangeWatchedFiles", ["changes"]],
]);

/** What a request lacks, in a sentence; undefined when it has all that its handler looks at. */
export function whatIsMissing(request: string, parameters: unknown): string | undefined {
  for (const name of needs.get(request) ?? []) {
    const value = isJsonObject(parameters) ? parameters[name] : undefined;
    if (!parts[name](value)) return `${request} needs ${name}: ${descriptions[name]}.`;
  }
  return undefined;
}

/** What a request about a document lacks, in a sentence. */
export function withoutDocument(request: string, parameters: unknown): string | undefined {
  return addressIn(parameters) === undefined
    ? `${request} needs textDocument: ${descriptions.textDocument}.`
    : undefined;
}

/** The address of the document that a request is about; undefined when it does not say. */
export function addressIn(parameters: unknown): string | undefined {
  const document = isJsonObject(parameters) ? parameters.textDocument : undefined;
  return isJsonObject(document) && typeof document.uri === "string" ? document.uri : undefined;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isText(value: unknown): boolean {
  return isJsonObject(value) && typeof value.uri === "string" && typeof value.text === "string";
}

/** Any number will do: places outside of the text count as its end. */
function isPosition(value: unknown): boolean {
  return isJsonObject(value) && typeof value.line === "number" && typeof value.character === "number";
}

function isRange(value: unknown): boolean {
  return isJsonObject(value) && isPosition(value.start) && isPosition(value.end);
}
