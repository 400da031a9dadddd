import { pathToFileURL } from "node:url";
import { CodeActionKind, type Connection, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { policyFileKind } from "../policy/policyFiles";
import { fileKindRequest } from "../protocol/files";
import { fixAllKind, sortToolsKind } from "../service/actions/actionKinds";
import { withConfig } from "../service/config/withConfig";
import { withReading } from "../service/config/withReading";
import type { Environment } from "../service/environment";
import { defaultSettings } from "../service/settings";
import type { Snapshot } from "../service/snapshot";
import type { About } from "./about";
import { normalised } from "./addresses";
import { bindBuilder } from "./builderRequests";
import { closedDiagnostics } from "./closed/closedDiagnostics";
import { ClosedPolicies } from "./closed/closedPolicies";
import { JobQueue } from "./closed/jobQueue";
import { hasThreads, jobThread } from "./closed/jobThread";
import { WorkspaceFiles } from "./closed/workspaceFiles";
import { Configuration } from "./configuration";
import { Snapshots } from "./documents";
import { editEnvironment } from "./editEnvironment";
import { bindEditing, type WhenReviewed } from "./editing";
import { editorAbilities, noAbilities } from "./editorAbilities";
import { bindFormatting } from "./formatting";
import { guard, refuseIf } from "./guard";
import { reading } from "./late/late";
import { bindNavigation } from "./navigation";
import { openDiagnostics } from "./openDiagnostics";
import { othersTurn } from "./othersTurn";
import { withoutDocument } from "./parameters";
import { policyPlace } from "./policyPlace";
import { onPolicyRequest } from "./policyRequests";
import { bindPolicyTests } from "./policyTests";
import { nothingFound, ProjectConfigs } from "./projectConfigs";
import { bindReadingAids } from "./readingAids";
import { bindServers } from "./servers";
import { bindSimulation } from "./simulationRequests";
import { bindStack } from "./stack";

/**
 * Answers an editor on `connection`: every handler is an adapter from the protocol to one function of the service. An
 * editor that brings no pages of the rules gets those at `ownPages`.
 */
export function serve(connection: Connection, ownPages: () => string | undefined = () => undefined): void {
  const documents = new TextDocuments(TextDocument);
  const snapshots = new Snapshots();
  const log = connection.console;
  let { jsonSchemas, ...abilities } = noAbilities;
  const configuration = new Configuration(connection, log);
  const openDocument = (key: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => normalised(uri) === key);
  const configs = new ProjectConfigs((key) => openDocument(key)?.getText(), {
    read: (uri) => void ofOpen.publishConfig(uri),
    changed: () => followConfigs(),
  });

  /** The policy that is meant; tests of policies are documents, too, but no policies. */
  const snapshotAt = (uri: string): Snapshot | undefined => {
    const document = documents.get(uri);
    return document === undefined || isKnownOther(document.uri) ? undefined : snapshots.of(document);
  };
  const policyDocuments = (): readonly Snapshot[] => documents.all().flatMap(({ uri }) => snapshotAt(uri) ?? []);
  /**
   * The world as it is now, with the settings for a document over the configuration of its repository. `policyOf` reads the
   * policy whose names tell which server it is about.
   */
  const environment = async (uri?: string, policyOf = openOrClosed): Promise<Environment> => {
    const settings = uri === undefined ? defaultSettings : await configuration.of(uri);
    const found = uri === undefined ? undefined : configs.of(uri);
    const place = policyPlace(uri ?? "", found ?? nothingFound);
    const known: Environment = {
      ...(await reading("toolsOfPolicy")(place, () => (uri === undefined ? undefined : policyOf(uri)))),
      now: Date.now(),
      ...abilities,
      settings,
      // What is written into a configuration is about files.
      ...(found?.uri !== undefined && found.isBorrowed !== true && { config: { uri: found.uri, text: found.text } }),
    };
    return found === undefined ? known : withConfig(known, found.config);
  };
  const openOrClosed = (uri: string): Snapshot | undefined => snapshotAt(uri) ?? policyAt(uri);
  /** A handler for a request about a position or a document; a document that is not open gets the fallback. */
  const about: About = (request, fallback, answer) =>
    guard(log, request, fallback, async (parameters, token) => {
      refuseIf(withoutDocument(request, parameters));
      const known = await environment(parameters.textDocument.uri);
      // Taken after the wait, so that the answer is about the newest version.
      const current = snapshotAt(parameters.textDocument.uri);
      if (current === undefined) return fallback;
      return answer(withReading(current, known.assumptions), known, parameters, token);
    });

  bindFormatting(connection, about);
  const readingAids = bindReadingAids(connection, about);
  bindServers(connection, about, {
    environment,
    configOf: (uri) => configs.of(uri),
    imported() {
      surroundings.forget();
      stack.changed();
    },
    policiesAbout: (serverFile) => stack.policiesAbout(serverFile),
  });
  const files = new WorkspaceFiles((path) => configs.kindOf(pathToFileURL(path).href));
  const closed = new ClosedPolicies(
    new JobQueue({
      here: reading("doJob"),
      elsewhere: hasThreads ? jobThread() : reading("doJob"),
      othersTurn,
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
  bindSimulation(connection, about, environment);
  const whenReviewed: WhenReviewed = (current, known, token) =>
    reading("reviewInTurns")(current, known, async () => {
      await othersTurn();
      return token?.isCancellationRequested !== true && snapshotAt(current.uri)?.document === current.document;
    });
  bindBuilder(connection, about, environment, whenReviewed);
  bindEditing(connection, about, tests, { environment, snapshotAt, whenReviewed });
  const surroundings = editEnvironment(environment, (uri) => ofOpen.check(uri));
  const ofOpen = openDiagnostics(connection, {
    documents,
    environment: surroundings.of,
    snapshotAt,
    tests,
    configs,
    hasJsonSchemas: () => jsonSchemas,
  });
  const ofClosed = closedDiagnostics(connection, {
    files,
    closed,
    // The policy is read by the job, beside the requests.
    environment: (uri) => environment(uri, () => undefined),
    settings: () => configuration.of(""),
    openUris: () => documents.keys(),
  });
  /** Schemes of addresses whose documents a person works on. Others show another state of a file, or a preview. */
  const workedOn = new Set(["file", "untitled"]);
  const schemeOf = (uri: string): string => uri.slice(0, uri.indexOf(":"));
  const isWorkedOn = (uri: string): boolean => workedOn.has(schemeOf(uri));
  const openPolicies = () => policyDocuments().filter(({ uri }) => isWorkedOn(uri));
  const stack = bindStack(connection, { files, closed, openPolicies, configOf: (uri) => configs.of(uri) });
  const navigation = bindNavigation(connection, about, {
    files,
    closed,
    isWorkedOn,
    openPolicies,
    openTests: () => documents.all().filter(({ uri }) => policyFileKind(uri) === "test" && isWorkedOn(uri)),
    hasFolders(uris, lost = []) {
      for (const uri of uris) workedOn.add(schemeOf(uri));
      configs.changeFolders(uris, lost);
    },
    serversChanged: () => followConfigs(),
    lookedAgain: () => stack.changed(),
    filesChanged(uris) {
      surroundings.forget();
      for (const uri of uris) void ofClosed.publish(uri);
      ofOpen.checkTests();
      configs.lookAgain();
      stack.changed();
    },
    foldersChanged() {
      surroundings.forget();
      stack.changed();
      void ofClosed.publishAll();
      ofOpen.checkTests();
    },
  });

  connection.onInitialize((parameters) => {
    configuration.initialize(parameters);
    ({ jsonSchemas, ...abilities } = editorAbilities(parameters, ownPages));
    tests.initialize(jsonSchemas);
    return {
      serverInfo: { name: "MCP Policy Language Server", version: process.env.MCP_POLICY_VERSION ?? "" },
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

  onPolicyRequest(connection, fileKindRequest, { kind: null }, ({ uri }) => ({
    kind: typeof uri === "string" ? (configs.kindOf(uri) ?? null) : null,
  }));

  let followsConfigs = false;
  /** Everything is asked again when a configuration has changed that something went by. */
  const followConfigs = (): void => {
    surroundings.forget();
    if (followsConfigs) return;
    followsConfigs = true;
    stack.changed();
    setImmediate(() => {
      followsConfigs = false;
      ofOpen.checkAll();
      readingAids.refresh();
      void files
        .findAgain()
        .catch(() => undefined)
        .then(() => ofClosed.publishAll());
    });
  };
  connection.onInitialized(() => {
    navigation.listen();
    configuration.listen((uri) => {
      surroundings.forget();
      readingAids.refresh();
      if (uri !== undefined) return documents.get(uri) === undefined ? void ofClosed.publish(uri) : ofOpen.check(uri);
      ofOpen.checkAll();
      void ofClosed.publishAll();
    });
    void ofClosed.publishAll();
  });
  documents.onDidChangeContent(({ document: { uri } }) => {
    ofOpen.check(uri);
    stack.changed();
    if (policyFileKind(uri) === "config") configs.lookAgain();
    if (policyFileKind(uri) !== "test") ofOpen.checkTests();
  });
  const forget = guard<string, void>(log, "textDocument/didClose", undefined, async (uri) => {
    snapshots.delete(uri);
    configuration.forget(uri);
    surroundings.forget();
    await ofOpen.forget(uri);
    stack.changed();
    if (policyFileKind(uri) === "config") return configs.lookAgain();
    // A policy of the workspace has its file's problems from now on.
    await ofClosed.publish(uri);
    ofOpen.checkTests();
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
