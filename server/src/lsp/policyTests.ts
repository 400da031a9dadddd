import { statSync } from "node:fs";
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CodeLens,
  CompletionList,
  type Connection,
  type Diagnostic,
  type Hover,
  type Position,
  type TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { policyFileKind } from "../policy/policyFiles";
import { percentDecoded } from "../policy/text/percentDecoded";
import { policyPathsOf } from "../policyTests/policyPaths";
import type { PolicyTestFile } from "../policyTests/policyTestFile";
import type { DocumentParams } from "../protocol/document";
import { mutantsRequest } from "../protocol/mutants";
import { policyTestsRequest, runPolicyTestsRequest, saveAsTestRequest } from "../protocol/policyTests";
import type { Environment } from "../service/environment";
import { policyAddresses, relativePath } from "../service/policyTests/addresses";
import type { FoundPolicy, OpenTestFile } from "../service/policyTests/openTestFile";
import type { Snapshot } from "../service/snapshot";
import type { About } from "./about";
import { pathOf } from "./addresses";
import { guard, type Log } from "./guard";
import { seldom } from "./late/late";
import { addressIn } from "./parameters";
import { onDocumentRequest, onPolicyRequest } from "./policyRequests";

/** What the connection has to offer to policy tests. */
export interface TestSurroundings {
  readonly documents: TextDocuments<TextDocument>;
  /** The world as it is now, with the settings for a document. */
  environment(uri?: string): Promise<Environment>;
  /** Resolves when the policies of the workspace are known. */
  ready(): Promise<void>;
  /** A policy that is open, or lies in the workspace. */
  policyAt(uri: string): Snapshot | undefined;
  /** Addresses of all of them. */
  policyAddresses(): readonly string[];
  /** Addresses of the folders that a checkout of this file has; none when that is not known. */
  rootsOf(uri: string): readonly string[];
}

type Handler<Parameters, Result> = (parameters: Parameters, token?: CancellationToken) => Promise<Result>;

/** What test files that are open in the editor have instead of a policy's features. */
export interface TestFeatures {
  /** Learns whether the editor knows the schema of test files. */
  initialize(hasSchema: boolean): void;
  /** Of two handlers the first for test files, the second for policies. */
  or<Parameters extends DocumentParams, Result>(
    forTests: Handler<Parameters, Result>,
    forPolicies: Handler<Parameters, Result>,
  ): Handler<Parameters, Result>;
  readonly hover: Handler<DocumentParams & { position: Position }, Hover | null>;
  readonly complete: Handler<DocumentParams & { position: Position }, CompletionList>;
  readonly codeActions: Handler<CodeActionParams, CodeAction[]>;
  readonly codeLenses: Handler<DocumentParams, CodeLens[]>;
  diagnostics(document: TextDocument, environment: Environment): Promise<Diagnostic[]>;
  /** The world of a test file: its tools are those of the policy that it is about. Waits until that can be told. */
  environment(uri: string): Promise<Environment>;
}

/** Binds what is asked about policy tests. Runs have their texts with them, so that no file needs to be open. */
export function bindPolicyTests(
  connection: Connection,
  about: About,
  log: Log,
  { documents, environment, ready, policyAt, policyAddresses: allPolicies, rootsOf }: TestSurroundings,
): TestFeatures {
  let hasSchema = false;
  /** What was read of each document, at which version: an edit of a policy asks again about tests that stay as they are. */
  const readAt = new WeakMap<TextDocument, { readonly version: number; readonly file: PolicyTestFile }>();
  const read = async (document: TextDocument): Promise<PolicyTestFile> => {
    const before = readAt.get(document);
    if (before?.version === document.version) return before.file;
    const file = await seldom("readPolicyTests")(document.getText());
    readAt.set(document, { version: document.version, file });
    return file;
  };
  const policyOf = (uri: string, { policy }: PolicyTestFile): FoundPolicy => {
    const addresses = policyAddresses(uri, policy);
    const lookedFor = policyPathsOf(percentDecoded(uri), policy);
    for (const address of addresses) {
      const found = policyAt(address);
      if (found !== undefined) return found;
      const kind = kindAt(address);
      if (kind === "no file") return { lookedFor, notFile: percentDecoded(address.split("/").at(-1) ?? address) };
      if (kind !== "missing") return undefined;
    }
    return addresses.length === 0 ? undefined : { lookedFor };
  };
  const open = async (document: TextDocument): Promise<OpenTestFile> =>
    seldom("openTestFile")(
      document.uri,
      document.getText(),
      (file) => policyOf(document.uri, file),
      await read(document),
    );
  const environmentOf = async (uri: string): Promise<Environment> => {
    await ready();
    const known = await environment(uri);
    const document = documents.get(uri);
    const policy = document === undefined ? undefined : (await open(document)).policy;
    if (policy === undefined) return known;
    const { catalogue, server } = await environment(policy.uri);
    return { ...known, catalogue, ...(server !== undefined && { server }) };
  };
  /** A handler for a request about a test file that is open; any other gets the fallback. */
  const aboutTests = <Parameters extends DocumentParams, Result>(
    request: string,
    fallback: Result,
    answer: (
      file: OpenTestFile,
      document: TextDocument,
      known: Environment,
      parameters: Parameters,
    ) => Result | Promise<Result>,
  ): Handler<Parameters, Result> =>
    guard<Parameters, Result>(log, request, fallback, async (parameters) => {
      const { uri } = parameters.textDocument;
      const known = await environmentOf(uri);
      // Taken after the wait, so that the answer is about the newest version.
      const document = documents.get(uri);
      return document === undefined ? fallback : answer(await open(document), document, known, parameters);
    });

  onPolicyRequest(connection, policyTestsRequest, { tests: [], policies: [], problems: [] }, (parameters) =>
    seldom("listTests")(parameters, rootsOf(parameters.uri)),
  );
  onPolicyRequest(
    connection,
    runPolicyTestsRequest,
    {
      results: [],
      coverage: { branches: [], tools: [], notKnown: 0 },
      policyProblems: [],
      notRun: "The tests could not be run. The log of the language server says why.",
    },
    async (parameters, token) => {
      const { assumptions } = await environment(parameters.policy.uri);
      return seldom("runTests")(parameters, () => token?.isCancellationRequested === true, assumptions);
    },
  );
  onPolicyRequest(
    connection,
    mutantsRequest,
    {
      mutants: [],
      notKnown: [],
      notRun: "The mutants could not be made. The log of the language server says why.",
    },
    async (parameters, token) =>
      seldom("testMutants")(
        parameters,
        await environment(parameters.policy.uri),
        () => token?.isCancellationRequested === true,
      ),
  );
  onDocumentRequest(
    connection,
    about,
    saveAsTestRequest,
    { uri: "", text: "", range: nowhere, refused: "The policy is not open, or the language server failed." },
    (current, known, parameters) => seldom("saveAsTest")(current, parameters, known),
  );

  return {
    initialize(knowsSchema) {
      hasSchema = knowsSchema;
    },
    or: (forTests, forPolicies) => (parameters, token) =>
      (policyFileKind(addressIn(parameters) ?? "") === "test" ? forTests : forPolicies)(parameters, token),
    environment: environmentOf,
    hover: aboutTests<DocumentParams & { position: Position }, Hover | null>(
      "textDocument/hover",
      null,
      (file, document, known, { position }) => seldom("testHover")(file, document.offsetAt(position), known, hasSchema),
    ),
    complete: aboutTests("textDocument/completion", CompletionList.create(), (file, document, known, { position }) =>
      seldom("testCompletion")(file, document.offsetAt(position), known, {
        hasSchema,
        policyPaths: () => allPolicies().flatMap((address) => relativePath(document.uri, address) ?? []),
      }),
    ),
    codeActions: aboutTests<CodeActionParams, CodeAction[]>(
      "textDocument/codeAction",
      [],
      (file, document, _known, { range, context: { only } }) =>
        only === undefined || only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix)
          ? seldom("testActions")(file, { start: document.offsetAt(range.start), end: document.offsetAt(range.end) })
          : [],
    ),
    codeLenses: aboutTests("textDocument/codeLens", [], (file, _document, known) => seldom("testLenses")(file, known)),
    diagnostics: async (document, known) =>
      seldom("testDiagnostics")(await open(document), known, {
        hasSchema,
        isLenient: document.languageId === "jsonc",
        roots: rootsOf(document.uri),
      }),
  };
}

/** What lies at an address, through links: only of files on a disk can that be known. */
function kindAt(uri: string): "file" | "no file" | "missing" | "not known" {
  const path = pathOf(uri);
  if (path === undefined) return "not known";
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? "missing" : found.isFile() ? "file" : "no file";
  } catch {
    return "not known";
  }
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
