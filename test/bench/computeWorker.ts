/** Analyses an edited policy in a process of its own: `computeWorker.js ours|json`. */
import { performance } from "node:perf_hooks";
import { type Diagnostic, getLanguageService, TextDocument as JsonTextDocument } from "vscode-json-languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import odooCatalogue from "../../server/src/catalogue/odoo-claude-mcp.json";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import { problemDiagnostics } from "../../server/src/service/diagnostics/problemDiagnostics";
import { bareEnvironment, type Environment } from "../../server/src/service/environment";
import { type Snapshot, takeSnapshot } from "../../server/src/service/snapshot";
import { type Edit, type EditScript, editScript } from "./edits";
import { makePolicy } from "./policies";
import { documentUri, policySchema } from "./servers";
import { answerQuestions } from "./worker";

/** Our server's world, so that the rules are measured too. */
const environment: Environment = { ...bareEnvironment, catalogue: readCatalogue(odooCatalogue) };

export type ComputeEngine = "ours" | "json";

/**
 * Open a policy, for the problems of its text alone or for all; make the n-th edit of its value or of its structure. The
 * answer: milliseconds of analysis.
 */
export type ComputeQuestion =
  | { readonly problems: number }
  | { readonly open: number }
  | { readonly edit: "value" | "structure"; readonly index: number };

/** Takes an edit of the document; analyses the text as it then is. */
interface Analysis {
  readonly edit: (edit: Edit) => void;
  /** What is published first: the rules follow in slices, between requests. The JSON server knows no such step. */
  readonly first?: () => number;
  readonly analyse: () => number | Promise<number>;
}

function analysisByUs(text: string): Analysis {
  let document = TextDocument.create(documentUri, "mcp-policy", 1, text);
  let snapshot: Snapshot | undefined;
  return {
    edit: (edit) => {
      document = TextDocument.update(document, [edit], document.version + 1);
    },
    first: () => problemDiagnostics(takeSnapshot(document)).length,
    analyse: () => {
      snapshot = takeSnapshot(document, snapshot);
      return diagnostics(snapshot, environment).length;
    },
  };
}

/** As the JSON server does it, with the severities that it has for JSON. */
function analysisByJson(text: string): Analysis {
  const service = getLanguageService({});
  const schema = { uri: "file:///policy.schema.json", fileMatch: ["*.policy.json"], schema: policySchema };
  service.configure({ validate: true, schemas: [schema] });
  let document = JsonTextDocument.create(documentUri, "json", 1, text);
  return {
    edit: (edit) => {
      document = JsonTextDocument.update(document, [edit], document.version + 1);
    },
    analyse: async () => {
      const parsed = service.parseJSONDocument(document);
      const severities = { comments: "error", trailingCommas: "error" } as const;
      const found: readonly Diagnostic[] = await service.doValidation(document, parsed, severities);
      return found.length;
    },
  };
}

const engine = process.argv[2] as ComputeEngine;
let analysis: Analysis | undefined;
let script: EditScript | undefined;

answerQuestions<ComputeQuestion, number>(async (question) => {
  if ("open" in question || "problems" in question) {
    const policy = makePolicy("open" in question ? question.open : question.problems);
    script = editScript(policy);
    analysis = engine === "ours" ? analysisByUs(policy.text) : analysisByJson(policy.text);
    return timed("open" in question ? analysis.analyse : (analysis.first ?? analysis.analyse), false);
  }
  if (analysis === undefined || script === undefined) throw new Error("no policy is open");
  const edit = question.edit === "value" ? script.valueEdit(question.index) : script.structureEdit(question.index);
  analysis.edit(edit);
  return timed(analysis.analyse, edit.breaks);
});

async function timed(analyse: Analysis["analyse"], isBroken: boolean): Promise<number> {
  const startedAt = performance.now();
  const problems = await analyse();
  const milliseconds = performance.now() - startedAt;
  if (problems > 0 !== isBroken) throw new Error(`${engine}: ${problems} problems, broken: ${isBroken}`);
  return milliseconds;
}
