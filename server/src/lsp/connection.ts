import { pathToFileURL } from "node:url";
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CodeLens,
  type CompletionItem,
  CompletionList,
  type Connection,
  Position,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { policyFileKind } from "../policy/policyFiles";
import { argumentFormRequest, callTemplateRequest, checkArgumentsRequest } from "../protocol/callArguments";
import type { CodeLensParamsAtCursor, DocumentParams } from "../protocol/document";
import { type ForeignPolicyParams, fileKindRequest, foreignPolicyNotification } from "../protocol/files";
import type { InitializationOptions } from "../protocol/initializationOptions";
import { convertPasteRequest } from "../protocol/paste";
import { readCallsRequest } from "../protocol/recordedCalls";
import { simulateRequest } from "../protocol/simulation";
import { toolsRequest } from "../protocol/tools";
import { verdictChangesRequest } from "../protocol/verdictChanges";
import { codeActions, documentOfAction, fixAllKind, resolveCodeAction } from "../service/actions/codeActions";
import { convertPaste } from "../service/actions/convertPaste";
import { sortToolsKind } from "../service/actions/refactorActions";
import { yamlActions } from "../service/actions/yamlActions";
import { complete, resolveCompletion } from "../service/completion/completion";
import { configDiagnostics } from "../service/config/configDiagnostics";
import { withConfig } from "../service/config/withConfig";
import { withReading } from "../service/config/withReading";
import { diagnostics, problemDiagnostics } from "../service/diagnostics/diagnostics";
import type { Environment } from "../service/environment";
import { hover } from "../service/hover/hover";
import { codeLenses } from "../service/reading/codeLens";
import { defaultSettings } from "../service/settings";
import { argumentForm } from "../service/simulation/argumentForm";
import { callTemplate } from "../service/simulation/callTemplate";
import { checkArguments } from "../service/simulation/checkArguments";
import { readCalls } from "../service/simulation/readCalls";
import { simulate } from "../service/simulation/simulate";
import { listTools } from "../service/simulation/tools";
import { verdictChanges } from "../service/simulation/verdictChanges";
import type { Snapshot } from "../service/snapshot";
import { normalised } from "./addresses";
import { closedDiagnostics } from "./closed/closedDiagnostics";
import { ClosedPolicies } from "./closed/closedPolicies";
import { JobQueue } from "./closed/jobQueue";
import { doJob } from "./closed/jobs";
import { jobThread } from "./closed/jobThread";
import { WorkspaceFiles } from "./closed/workspaceFiles";
import { Configuration } from "./configuration";
import { Snapshots } from "./documents";
import { bindFormatting } from "./formatting";
import { guard, refuseIf } from "./guard";
import { bindNavigation } from "./navigation";
import { withoutDocument } from "./parameters";
import { notifyClient, onDocumentRequest, onPolicyRequest } from "./policyRequests";
import { policyPlace, toolsOfPolicy } from "./policyServers";
import { bindPolicyTests } from "./policyTests";
import { ProjectConfigs } from "./projectConfigs";
import { bindReadingAids } from "./readingAids";
import { bindServers } from "./servers";

/** A policy of more tools is published in two steps when it is opened: its problems, then what the rules say. */
const longPolicy = 500;

/** Answers an editor on `connection`: every handler is an adapter from the protocol to one function of the service. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const snapshots = new Snapshots();
  const log = connection.console;
  let clientCommands = false;
  let snippets = false;
  let resolvesEdits = false;
  let rulePages: string | undefined;
  let createsFiles = false;
  let jsonSchemas = false;
  /** Where something was completed last: an item that is resolved does not say which document it is for. */
  let completedIn: string | undefined;
  const configuration = new Configuration(connection, log);
  const openDocument = (key: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => normalised(uri) === key);
  const configs = new ProjectConfigs((key) => openDocument(key)?.getText(), {
    read: (uri) => void publishConfig(uri),
    changed: () => followConfigs(),
  });

  /** The policy that is meant; tests of policies are documents, too, but no policies. */
  const snapshot = ({ textDocument }: DocumentParams): Snapshot | undefined => {
    const document = documents.get(textDocument.uri);
    return document === undefined || isKnownOther(document.uri) ? undefined : snapshots.of(document);
  };
  const policyDocuments = (): readonly Snapshot[] =>
    documents.all().flatMap(({ uri }) => snapshot({ textDocument: { uri } }) ?? []);
  /** The world as it is now, with the settings for a document over the configuration of its repository. */
  const environment = async (uri?: string): Promise<Environment> => {
    const settings = uri === undefined ? defaultSettings : await configuration.of(uri);
    const found = uri === undefined ? undefined : configs.of(uri);
    const place = policyPlace(uri ?? "", found ?? configs.of(""));
    const policy = uri === undefined ? undefined : (snapshot({ textDocument: { uri } }) ?? policyAt(uri));
    const known: Environment = {
      ...(await toolsOfPolicy(place, policy)),
      now: Date.now(),
      clientCommands,
      snippets,
      resolvesEdits,
      settings,
      rulePages,
      createsFiles,
      ...(found?.uri !== undefined && { config: { uri: found.uri, text: found.text } }),
    };
    return found === undefined ? known : withConfig(known, found.config);
  };
  /** A handler for a request about a position or a document; a document that is not open gets the fallback. */
  const about = <Parameters extends DocumentParams, Result>(
    request: string,
    fallback: Result,
    answer: (
      snapshot: Snapshot,
      environment: Environment,
      parameters: Parameters,
      token?: CancellationToken,
    ) => Result | Promise<Result>,
  ) =>
    guard<Parameters, Result>(log, request, fallback, async (parameters, token) => {
      refuseIf(withoutDocument(request, parameters));
      const known = await environment(parameters.textDocument.uri);
      // Taken after the wait, so that the answer is about the newest version.
      const current = snapshot(parameters);
      if (current === undefined) return fallback;
      return answer(withReading(current, known.assumptions), known, parameters, token);
    });

  bindFormatting(connection, about);
  const readingAids = bindReadingAids(connection, about);
  bindServers(connection, about, { environment, configOf: (uri) => configs.of(uri) });
  const files = new WorkspaceFiles((path) => configs.kindOf(pathToFileURL(path).href));
  const closed = new ClosedPolicies(
    new JobQueue({
      here: doJob,
      elsewhere: jobThread(),
      othersTurn: () => new Promise((resolve) => setImmediate(resolve)),
    }),
  );
  /** A policy that is open, or lies in the workspace. */
  const policyAt = (uri: string): Snapshot | undefined =>
    policyDocuments().find((open) => normalised(open.uri) === normalised(uri)) ??
    (files.has(uri) ? closed.snapshot(uri) : undefined);
  const tests = bindPolicyTests(connection, about, log, {
    documents,
    environment,
    ready: () => files.find(),
    rootsOf: (uri) => files.rootsOf(uri),
    policyAddresses: () => [
      ...new Set([...policyDocuments().map(({ uri }) => normalised(uri)), ...files.all("policy")]),
    ],
    policyAt: (uri) => {
      const found = policyAt(uri);
      return found && withReading(found, configs.of(uri).config.assumptions);
    },
  });
  const ofClosed = closedDiagnostics(connection, { files, closed, environment, openUris: () => documents.keys() });
  /** Schemes of addresses whose documents a person works on. Others show another state of a file, or a preview. */
  const workedOn = new Set(["file", "untitled"]);
  const schemeOf = (uri: string): string => uri.slice(0, uri.indexOf(":"));
  const isWorkedOn = (uri: string): boolean => workedOn.has(schemeOf(uri));
  const navigation = bindNavigation(connection, about, {
    files,
    closed,
    isWorkedOn,
    openPolicies: () => policyDocuments().filter(({ uri }) => isWorkedOn(uri)),
    openTests: () => documents.all().filter(({ uri }) => policyFileKind(uri) === "test" && isWorkedOn(uri)),
    hasFolders(uris) {
      for (const uri of uris) workedOn.add(schemeOf(uri));
      configs.addFolders(uris);
    },
    serversChanged: () => followConfigs(),
    filesChanged(uris) {
      for (const uri of uris) void ofClosed.publish(uri);
      checkTests();
      configs.lookAgain();
    },
    foldersChanged() {
      void ofClosed.publishAll();
      checkTests();
    },
  });

  connection.onInitialize((parameters) => {
    const { initializationOptions, capabilities } = parameters;
    configuration.initialize(parameters);
    snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    resolvesEdits = capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes("edit") === true;
    const options = initializationOptions as InitializationOptions | null | undefined;
    clientCommands = options?.clientCommands === true;
    jsonSchemas = options?.jsonSchemas === true;
    createsFiles = capabilities.workspace?.workspaceEdit?.resourceOperations?.includes("create") === true;
    tests.initialize(jsonSchemas);
    rulePages = typeof options?.rulePages === "string" ? options.rulePages : undefined;
    return {
      serverInfo: { name: "MCP Policy Language Server" },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: ['"', ".", ":"], resolveProvider: true },
        hoverProvider: true,
        codeLensProvider: {},
        ...readingAids.initialize(parameters),
        ...navigation.initialize(parameters),
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, CodeActionKind.RefactorRewrite, sortToolsKind],
          resolveProvider: true,
        },
      },
    };
  });

  connection.onCompletion(
    tests.or(
      tests.complete,
      about<DocumentParams & { position: Position }, CompletionList>(
        "textDocument/completion",
        CompletionList.create(),
        (current, known, { position }) => {
          completedIn = current.uri;
          return complete(current, current.textDocument.offsetAt(position), known);
        },
      ),
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard<CompletionItem, CompletionItem>(log, "completionItem/resolve", item, async () =>
      resolveCompletion(item, await environment(completedIn)),
    )(item, token),
  );
  connection.onHover(
    tests.or(
      tests.hover,
      about<DocumentParams & { position: Position }, ReturnType<typeof hover>>(
        "textDocument/hover",
        null,
        (current, known, { position }) => hover(current, current.textDocument.offsetAt(position), known),
      ),
    ),
  );
  connection.onCodeAction(
    tests.or(
      tests.codeActions,
      about<CodeActionParams, CodeAction[]>(
        "textDocument/codeAction",
        [],
        async (current, known, { range, context }) =>
          (await yamlActions(current, known, context.only)) ??
          codeActions(
            current,
            known,
            { start: current.textDocument.offsetAt(range.start), end: current.textDocument.offsetAt(range.end) },
            context.only,
          ),
      ),
    ),
  );
  onDocumentRequest(connection, about, convertPasteRequest, { text: null, title: "" }, convertPaste);
  connection.onCodeActionResolve((action, token) =>
    guard<CodeAction, CodeAction>(log, "codeAction/resolve", action, async () => {
      const uri = documentOfAction(action);
      if (uri === undefined) return action;
      const known = await environment(uri);
      const current = snapshot({ textDocument: { uri } });
      return current === undefined ? action : resolveCodeAction(action, current, known);
    })(action, token),
  );
  connection.onCodeLens(
    tests.or(
      tests.codeLenses,
      about<CodeLensParamsAtCursor, CodeLens[]>("textDocument/codeLens", [], (current, known, { position }) =>
        codeLenses(current, known, Position.is(position) ? position : undefined),
      ),
    ),
  );

  onDocumentRequest(connection, about, simulateRequest, { steps: [], problems: [] }, (current, known, { calls }) =>
    simulate(current, calls, known),
  );
  onDocumentRequest(connection, about, verdictChangesRequest, { changes: [] }, (current, known, asked) =>
    verdictChanges(current, asked, known),
  );
  onDocumentRequest(connection, about, toolsRequest, { tools: [] }, listTools);
  onDocumentRequest(connection, about, callTemplateRequest, { text: "{}" }, (current, known, { tool }) =>
    callTemplate(current, tool, known),
  );
  onPolicyRequest(connection, argumentFormRequest, { fields: [] }, async ({ tool, textDocument }) =>
    argumentForm(tool, await environment(textDocument?.uri)),
  );
  onPolicyRequest(
    connection,
    checkArgumentsRequest,
    { isJson: false, arguments: null, problems: [] },
    async ({ text, tool, textDocument }) => checkArguments(text, tool, await environment(textDocument?.uri)),
  );
  onPolicyRequest(connection, fileKindRequest, { kind: null }, ({ uri }) => ({
    kind: typeof uri === "string" ? (configs.kindOf(uri) ?? null) : null,
  }));
  onPolicyRequest(
    connection,
    readCallsRequest,
    { calls: [], withoutArguments: 0, unreadable: 0, firstUnreadable: null, left: 0, notes: [] },
    ({ text, most }) => readCalls(text, most),
  );

  /** Documents whose diagnostics are out of date, so that a burst of edits is checked once. */
  const outdated = new Set<string>();
  /** Documents that were checked since they were opened. */
  const checked = new Set<string>();
  const publish = guard<string, void>(log, "textDocument/publishDiagnostics", undefined, async (uri) => {
    if (policyFileKind(uri) === "config") {
      await publishConfig(uri);
      return;
    }
    const known = policyFileKind(uri) === "test" ? await tests.environment(uri) : await environment(uri);
    // Taken after the wait, so that it is the newest version that is checked.
    const document = documents.get(uri);
    if (document === undefined) return;
    if (policyFileKind(uri) === "test") {
      await connection.sendDiagnostics({
        uri,
        version: document.version,
        diagnostics: tests.diagnostics(document, known),
      });
      return;
    }
    const current = snapshot({ textDocument: { uri } });
    if (current === undefined) return;
    if (current.foreign !== undefined) {
      const parameters: ForeignPolicyParams = { uri, format: current.foreign };
      await notifyClient(connection, foreignPolicyNotification, parameters);
    }
    const { version, document: policyDocument } = current;
    if (!checked.has(uri)) {
      checked.add(uri);
      // The rules look at every tool once. In a long policy a person sees what is plainly wrong before that is done.
      if (policyDocument.tools.length > longPolicy) {
        await connection.sendDiagnostics({ uri, version, diagnostics: problemDiagnostics(current) });
        check(uri);
        return;
      }
    }
    await connection.sendDiagnostics({ uri, version, diagnostics: diagnostics(current, known) });
  });
  const check = (uri: string): void => {
    if (outdated.has(uri)) return;
    outdated.add(uri);
    setImmediate(() => {
      // Whatever becomes of this check, the next edit is checked again.
      outdated.delete(uri);
      void publish(uri);
    });
  };
  /** What is wrong with a configuration, open or closed: the others hold all the same. */
  const publishConfig = guard<string, void>(log, "workspace/diagnostics", undefined, async (uri) => {
    const found = configs.at(uri);
    const open = openDocument(normalised(uri));
    const all = found?.text === undefined ? [] : configDiagnostics(found.text, found.config);
    // An editor that validates by our JSON schema has said the rest of an open file.
    const said = open !== undefined && jsonSchemas ? all.filter(({ code }) => code === "config-pattern") : all;
    await connection.sendDiagnostics({ uri: open?.uri ?? uri, diagnostics: said });
  });
  let followsConfigs = false;
  /** Everything is asked again when a configuration has changed that something went by. */
  const followConfigs = (): void => {
    if (followsConfigs) return;
    followsConfigs = true;
    setImmediate(() => {
      followsConfigs = false;
      documents.keys().forEach(check);
      readingAids.refresh();
      void files
        .findAgain()
        .catch(() => undefined)
        .then(() => ofClosed.publishAll());
    });
  };
  documents.onDidChangeContent(({ document }) => {
    check(document.uri);
    if (policyFileKind(document.uri) === "config") configs.lookAgain();
    if (policyFileKind(document.uri) !== "test") checkTests();
  });
  /** What a test names may have come or gone with its policy. */
  const checkTests = (): void =>
    documents
      .keys()
      .filter((uri) => policyFileKind(uri) === "test")
      .forEach(check);
  connection.onInitialized(() => {
    navigation.listen();
    configuration.listen((uri) => {
      readingAids.refresh();
      if (uri !== undefined) return documents.get(uri) === undefined ? void ofClosed.publish(uri) : check(uri);
      documents.keys().forEach(check);
      void ofClosed.publishAll();
    });
    void ofClosed.publishAll();
  });
  const forget = guard<string, void>(log, "textDocument/didClose", undefined, async (uri) => {
    snapshots.delete(uri);
    checked.delete(uri);
    configuration.forget(uri);
    if (policyFileKind(uri) === "config") {
      await publishConfig(uri);
      configs.lookAgain();
      return;
    }
    await connection.sendDiagnostics({ uri, diagnostics: [] });
    // A policy of the workspace has its file's problems from now on.
    await ofClosed.publish(uri);
    checkTests();
  });
  documents.onDidClose(({ document }) => {
    navigation.documentChanged();
    void forget(document.uri);
  });
  documents.onDidOpen(() => navigation.documentChanged());
  documents.onDidSave(() => navigation.documentChanged());

  documents.listen(connection);
  connection.listen();
}

/** Whether a document's name says that it is ours, and not a policy; any other may have been declared one by a person. */
function isKnownOther(uri: string): boolean {
  const kind = policyFileKind(uri);
  return kind === "test" || kind === "config";
}
