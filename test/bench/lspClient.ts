import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type LogMessageParams,
  MessageType,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import type { Edit } from "./edits";
import { documentUri, type ServerKind } from "./servers";
import { within } from "./timeLimit";

/** Seconds that any single answer may take. */
export const patience = 40;

/** What a process has in memory, in MB. */
export interface Memory {
  readonly resident: number;
  readonly peak: number;
}

/**
 * An editor with one document, without the editor: speaks with a server's process and takes the time. A server that ends,
 * refuses a request or logs an error makes every question reject, so that no failure is taken for a fast answer.
 */
export class BenchClient {
  readonly #kind: ServerKind;
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  #version = 0;
  #lastCompletion: CompletionList | CompletionItem[] | null = null;
  /** Publications about the version that was opened. */
  #ofOpened = 0;
  #onReviewed: (() => void) | undefined;
  #onPublished: ((parameters: PublishDiagnosticsParams) => void) | undefined;
  /** Rejects when the server fails: what it answers afterwards, or does not, is no measurement. */
  readonly #failure: Promise<never>;

  /** Starts the server's process. */
  constructor(kind: ServerKind) {
    this.#kind = kind;
    const server = spawn(process.execPath, kind.words, { stdio: ["pipe", "pipe", "pipe"] });
    this.#process = server;
    let lastWords = "";
    server.stderr.setEncoding("utf8").on("data", (words: string) => {
      lastWords = (lastWords + words).slice(-2_000);
    });
    let fail: (error: Error) => void = () => {};
    this.#failure = new Promise<never>((_, reject) => {
      fail = (error) => reject(error);
    });
    // Waited for by whoever asks next; a failure between two questions is theirs, too.
    this.#failure.catch(() => {});
    server.once("error", fail);
    // "close" rather than "exit": by then its last words are here.
    server.once("close", (exitCode, signal) =>
      fail(new Error(`${kind.name}: the server ended (${signal ?? `exit code ${exitCode}`})\n${lastWords}`)),
    );
    // The pipe of a server that has ended; its end says why.
    server.stdin.on("error", () => {});
    this.#connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.#connection.onNotification("textDocument/publishDiagnostics", (parameters: PublishDiagnosticsParams) => {
      if (parameters.version === 1 && ++this.#ofOpened === 2) this.#onReviewed?.();
      this.#onPublished?.(parameters);
    });
    // A guarded handler answers a failure with an empty list, in no time, and logs the error.
    this.#connection.onNotification("window/logMessage", ({ type, message }: LogMessageParams) => {
      if (type === MessageType.Error) fail(new Error(`${kind.name} logs an error: ${message}`));
    });
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.onRequest("workspace/diagnostic/refresh", () => null);
    this.#connection.listen();
  }

  /** Shakes hands, opens the document and waits for its diagnostics. */
  async open(text: string): Promise<readonly Diagnostic[]> {
    const textDocument: InitializeParams["capabilities"]["textDocument"] = {
      // As VS Code does: with it, a server may leave out of each item what is the same in all, or shown for one only.
      completion: {
        completionItem: {
          snippetSupport: true,
          labelDetailsSupport: true,
          resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] },
        },
        completionList: {
          itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"],
        },
      },
      hover: { contentFormat: ["markdown"] },
      publishDiagnostics: { versionSupport: true },
      ...(this.#kind.diagnostics === "pull" && { diagnostic: {} }),
    };
    const parameters: InitializeParams = { processId: process.pid, rootUri: null, capabilities: { textDocument } };
    await this.#request("initialize", parameters);
    await this.#connection.sendNotification("initialized", {});
    if (this.#kind.settings !== undefined)
      await this.#connection.sendNotification("workspace/didChangeConfiguration", { settings: this.#kind.settings });
    this.#version += 1;
    const item = { uri: documentUri, languageId: this.#kind.languageId, version: this.#version, text };
    return this.#diagnosticsAfter(() =>
      this.#connection.sendNotification("textDocument/didOpen", { textDocument: item }),
    );
  }

  /** Waits until the rules have looked at every tool too, where they follow the first diagnostics. */
  async reviewed(): Promise<void> {
    if (this.#kind.reviewsAfterwards !== true || this.#ofOpened > 1) return;
    const published = new Promise<void>((resolve) => {
      this.#onReviewed = resolve;
    });
    await this.#answered("all diagnostics", published);
  }

  /** Makes one edit and waits for the diagnostics of the text after it. */
  edit(edit: Edit): Promise<readonly Diagnostic[]> {
    return this.#diagnosticsAfter(() => this.#sendEdit(edit));
  }

  /** Makes one edit and asks at once for completions, as an editor does while someone types. */
  async editAndComplete(edit: Edit, position: Position): Promise<readonly CompletionItem[]> {
    await this.#sendEdit(edit);
    return this.complete(position);
  }

  async complete(position: Position): Promise<readonly CompletionItem[]> {
    const answer = await this.#request<CompletionList | CompletionItem[] | null>("textDocument/completion", {
      textDocument: { uri: documentUri },
      position,
    });
    this.#lastCompletion = answer;
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  /** The size of the last list of completions, in kB. */
  completionKilobytes(): number {
    return Buffer.byteLength(JSON.stringify(this.#lastCompletion)) / 1_000;
  }

  hover(position: Position): Promise<Hover | null> {
    return this.#request("textDocument/hover", { textDocument: { uri: documentUri }, position });
  }

  /** The memory of the server's process, as Linux counts it; undefined elsewhere. */
  memory(): Memory | undefined {
    if (process.platform !== "linux") return undefined;
    const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
    const megabytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / 1024;
    return { resident: megabytes("VmRSS"), peak: megabytes("VmHWM") };
  }

  /** Ends the server's process, whatever it is busy with. */
  stop(): void {
    this.#connection.dispose();
    this.#process.kill("SIGKILL");
  }

  #sendEdit({ range, text }: Edit): Promise<void> {
    this.#version += 1;
    return this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: documentUri, version: this.#version },
      contentChanges: [{ range, text }],
    });
  }

  async #diagnosticsAfter(send: () => Promise<void>): Promise<readonly Diagnostic[]> {
    if (this.#kind.diagnostics === "pull") {
      await send();
      const report = await this.#request<DocumentDiagnosticReport>("textDocument/diagnostic", {
        textDocument: { uri: documentUri },
      });
      return report.kind === "full" ? report.items : [];
    }
    const published = new Promise<readonly Diagnostic[]>((resolve) => {
      // The JSON server names no version; it publishes once per edit, after a pause, so that the next one is the one.
      this.#onPublished = ({ version, diagnostics }) => {
        if (version === undefined || version === this.#version) resolve(diagnostics);
      };
    });
    await send();
    return this.#answered("diagnostics", published);
  }

  #request<Result>(method: string, parameters: object): Promise<Result> {
    return this.#answered(method, this.#connection.sendRequest<Result>(method, parameters));
  }

  #answered<Result>(what: string, answer: Promise<Result>): Promise<Result> {
    return within(patience, `${this.#kind.name}: ${what}`, Promise.race([answer, this.#failure]));
  }
}
