import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import {
  type CancellationToken,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type LogMessageParams,
  MessageType,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver-protocol/node";
import {
  type CallTemplateResult,
  type CheckArgumentsResult,
  callTemplateRequest,
  checkArgumentsRequest,
} from "../../server/src/protocol/callArguments";
import { type ForeignPolicyParams, foreignPolicyNotification } from "../../server/src/protocol/files";
import type { InitializationOptions } from "../../server/src/protocol/initializationOptions";
import { type SimulatedCall, type SimulateResult, simulateRequest } from "../../server/src/protocol/simulation";
import { stackChangedNotification } from "../../server/src/protocol/stack";
import { type ToolsResult, toolsRequest } from "../../server/src/protocol/tools";
import { buildServer, faultyServerModule, serverModule } from "./builtServer";

/** How a test's server is started. */
export interface StartOptions {
  /** Absent, as from an editor that knows nothing of our extension. */
  readonly initializationOptions?: InitializationOptions;
  /** Command line of the server; `["--stdio"]` when absent. */
  readonly words?: readonly string[];
  /** Handlers that fail once each, for `MCP_POLICY_FAULTS` (faults.ts); the server is then the one that can. */
  readonly faults?: string;
  /** What the editor answers when it is asked for its settings; absent, it cannot be asked. */
  readonly settings?: object;
}

/** What the editor of a test can do, unless the test says otherwise. */
const ordinary = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

/** How long a server may take for anything; a test that waits for nothing fails before vitest gives up on it. */
const patience = 30_000;

/** Starts a built server and shakes hands with it, as any editor would. */
export async function startClient({
  initializationOptions,
  words,
  faults,
  settings,
}: StartOptions = {}): Promise<TestClient> {
  const client = await connectClient(words, faults);
  client.settings = settings ?? {};
  await client.initialize(initializationOptions, settings && { ...ordinary, workspace: { configuration: true } });
  await client.sendNotification("initialized", {});
  return client;
}

/** Starts a built server and says nothing to it yet. */
export async function connectClient(words: readonly string[] = ["--stdio"], faults?: string): Promise<TestClient> {
  await buildServer();
  const module = faults === undefined ? serverModule : faultyServerModule;
  const env = { ...process.env, ...(faults !== undefined && { MCP_POLICY_FAULTS: faults }) };
  return new TestClient(spawn(process.execPath, [module, ...words], { stdio: "pipe", env }));
}

/** Opens a folder as the workspace of a server that is connected. */
export async function openFolder(client: TestClient, folder: string): Promise<void> {
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "w" }],
    capabilities: {},
  });
  await client.sendNotification("initialized", {});
}

/** A language client without an editor: speaks with a server process of its own by standard input and output. */
export class TestClient {
  /** What the server's process printed on standard output, byte for byte. */
  readonly printed: Buffer[] = [];
  /** What it printed on standard error. */
  readonly complaints: string[] = [];
  /** Errors that the server wrote to the editor's log: a handler that threw is found here. */
  readonly loggedErrors: string[] = [];
  /** What the server has told the person. */
  readonly messages: string[] = [];
  readonly foreignPolicies: ForeignPolicyParams[] = [];
  /** How often the server has told that the stack may have changed. */
  stackChanges = 0;
  /** What the editor answers when it is asked for its settings of the section `mcpPolicy`. */
  settings: unknown = {};
  /** The addresses for which the server has asked for settings. */
  readonly askedForSettings: (string | undefined)[] = [];
  /** The requests by which the server has asked to be asked again. */
  readonly refreshes: string[] = [];
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #exitCode: Promise<number | null>;
  readonly #published = new Map<string, PublishDiagnosticsParams[]>();
  readonly #waiting = new Set<() => void>();
  #opened = 0;

  constructor(server: ReturnType<typeof spawn>) {
    const { stdin, stdout, stderr } = server;
    if (stdin === null || stdout === null || stderr === null) throw new Error("The server has no pipes");
    this.#process = server;
    this.#exitCode = once(server, "exit").then(([code]) => code);
    stdout.on("data", (chunk: Buffer) => this.printed.push(chunk));
    stderr.setEncoding("utf8").on("data", (text: string) => this.complaints.push(text));
    // Written to after its end, the pipe breaks; the test then sees that no answer comes.
    stdin.on("error", () => {});
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onNotification("window/logMessage", ({ type, message }: LogMessageParams) => {
      if (type === MessageType.Error) this.loggedErrors.push(message);
    });
    this.#connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      this.messages.push(message);
    });
    this.#connection.onNotification("textDocument/publishDiagnostics", (parameters: PublishDiagnosticsParams) => {
      this.#published.set(parameters.uri, [...this.published(parameters.uri), parameters]);
      for (const look of this.#waiting) look();
    });
    this.#connection.onRequest("client/registerCapability", () => null);
    for (const refresh of ["inlayHint", "codeLens", "semanticTokens"].map((what) => `workspace/${what}/refresh`))
      this.#connection.onRequest(refresh, () => {
        this.refreshes.push(refresh);
        return null;
      });
    this.#connection.onRequest("workspace/configuration", ({ items }: ConfigurationParams) => {
      this.askedForSettings.push(...items.map(({ scopeUri }) => scopeUri));
      return items.map(() => this.settings);
    });
    this.#connection.onNotification(foreignPolicyNotification, (parameters: ForeignPolicyParams) => {
      this.foreignPolicies.push(parameters);
    });
    this.#connection.onNotification(stackChangedNotification, () => {
      this.stackChanges += 1;
    });
    this.#connection.listen();
  }

  /** The first request, which says what editor this is: one that knows snippets, as most do, unless it says otherwise. */
  initialize(
    initializationOptions?: InitializationOptions,
    capabilities: InitializeParams["capabilities"] = ordinary,
  ): Promise<InitializeResult> {
    const parameters: InitializeParams = { processId: process.pid, rootUri: null, capabilities };
    return this.sendRequest("initialize", {
      ...parameters,
      ...(initializationOptions !== undefined && { initializationOptions }),
    });
  }

  /** Any request, well-formed or not; rejects with the server's error, and when no answer comes. */
  sendRequest<Result>(method: string, parameters: unknown, token?: CancellationToken): Promise<Result> {
    const answer =
      token === undefined
        ? this.#connection.sendRequest<Result>(method, parameters)
        : this.#connection.sendRequest<Result>(method, parameters, token);
    return inTime(answer, `an answer to ${method}`);
  }

  /** Any notification, well-formed or not. */
  sendNotification(method: string, parameters: unknown): Promise<void> {
    return this.#connection.sendNotification(method, parameters);
  }

  /** Opens a document; without a name, under one that no other test uses. */
  async open(text: string, name = `${++this.#opened}.policy.json`): Promise<TestDocument> {
    const document = new TestDocument(this, `file:///workspace/${name}`);
    await document.open(text);
    return document;
  }

  /** All diagnostics that were published for a document so far. */
  published(uri: string): readonly PublishDiagnosticsParams[] {
    return this.#published.get(uri) ?? [];
  }

  /** The first publication for a document, already there or still to come, that is as wanted. */
  publication(
    uri: string,
    isWanted: (parameters: PublishDiagnosticsParams) => boolean,
    limit = patience,
  ): Promise<PublishDiagnosticsParams> {
    const found = new Promise<PublishDiagnosticsParams>((resolve) => {
      const look = () => {
        const wanted = this.published(uri).find(isWanted);
        if (wanted === undefined) return;
        this.#waiting.delete(look);
        resolve(wanted);
      };
      this.#waiting.add(look);
      look();
    });
    return inTime(found, `diagnostics of ${uri}`, limit);
  }

  /** What is said of the first policy of a server when the rules are loaded: that one is published in two steps. */
  second(uri: string): Promise<PublishDiagnosticsParams> {
    return this.publication(uri, (each) => this.published(uri).indexOf(each) === 1);
  }

  /** Ends the server as the protocol has it; resolves with the exit code of its process. */
  async stop(): Promise<number | null> {
    await this.sendRequest("shutdown", undefined);
    await this.sendNotification("exit", undefined);
    return this.exitCode();
  }

  /** Writes to the server past the protocol. */
  sendBytes(bytes: string): void {
    this.#process.stdin?.write(bytes);
  }

  /** Closes the server's standard input, as an editor that dies does. */
  hangUp(): void {
    this.#process.stdin?.end();
  }

  /** The exit code of the server's process, once it has ended. */
  exitCode(): Promise<number | null> {
    return inTime(this.#exitCode, "the end of the server");
  }

  /** Ends the process by force, for tests that have left it alive. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }
}

/** A document that a test client has opened: an editor's text buffer, without the editor. */
export class TestDocument {
  readonly uri: string;
  readonly #client: TestClient;
  #version = 0;

  constructor(client: TestClient, uri: string) {
    this.#client = client;
    this.uri = uri;
  }

  /** How requests name the document. */
  get textDocument(): { readonly uri: string } {
    return { uri: this.uri };
  }

  open(text: string): Promise<void> {
    this.#version += 1;
    return this.#client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: this.uri, languageId: "mcp-policy", version: this.#version, text },
    });
  }

  /** Makes one edit of these changes, each by a range or of the whole text. */
  change(...contentChanges: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    this.#version += 1;
    return this.#client.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri, version: this.#version },
      contentChanges,
    });
  }

  close(): Promise<void> {
    return this.#client.sendNotification("textDocument/didClose", { textDocument: this.textDocument });
  }

  /** The diagnostics of the newest version. */
  async diagnostics(): Promise<Diagnostic[]> {
    const newest = this.#version;
    return (await this.#client.publication(this.uri, ({ version }) => version === newest)).diagnostics;
  }

  hover(position: Position): Promise<Hover | null> {
    return this.#request("textDocument/hover", { position });
  }

  complete(position: Position): Promise<CompletionList> {
    return this.#request("textDocument/completion", { position });
  }

  resolve(item: CompletionItem): Promise<CompletionItem> {
    return this.#client.sendRequest("completionItem/resolve", item);
  }

  codeActions(range: Range, only?: readonly string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only !== undefined && { only }) };
    return this.#request("textDocument/codeAction", { range, context });
  }

  codeLens(): Promise<CodeLens[]> {
    return this.#request("textDocument/codeLens");
  }

  simulate(...calls: readonly SimulatedCall[]): Promise<SimulateResult> {
    return this.#request(simulateRequest, { calls });
  }

  tools(): Promise<ToolsResult> {
    return this.#request(toolsRequest);
  }

  callTemplate(tool: string): Promise<CallTemplateResult> {
    return this.#request(callTemplateRequest, { tool });
  }

  checkArguments(tool: string, text: string): Promise<CheckArgumentsResult> {
    return this.#request(checkArgumentsRequest, { tool, text });
  }

  #request<Result>(method: string, parameters: object = {}): Promise<Result> {
    return this.#client.sendRequest(method, { textDocument: this.textDocument, ...parameters });
  }
}

/** Rejects when something takes longer than a person would wait. */
async function inTime<Result>(awaited: Promise<Result>, name: string, limit = patience): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`not within ${limit} ms: ${name}`)), limit);
  });
  try {
    return await Promise.race([awaited, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
