import * as vscode from "vscode";
import { BaseLanguageClient, type LanguageClientOptions, type MessageTransports } from "vscode-languageclient";
import { BrowserMessageReader, BrowserMessageWriter } from "vscode-languageserver-protocol/browser";
import type { WorkerFiles } from "../../../server/src/protocol/workerFiles";
import { serverScript } from "./serverScript";
import { WorkspaceMirror } from "./workspaceMirror";

/** A worker, of which there are no types where the other host is built for as well. */
type Port = ConstructorParameters<typeof BrowserMessageReader>[0] & {
  postMessage(message: unknown): void;
  terminate(): void;
};

/** The client of a server that runs in a worker. The server reads the workspace's files as the mirror tells it of them. */
export class WorkerClient extends BaseLanguageClient {
  readonly #extensionUri: vscode.Uri;
  readonly #mirror: WorkspaceMirror;
  #worker: Port | undefined;

  constructor(extensionUri: vscode.Uri, options: LanguageClientOptions) {
    const mirror = new WorkspaceMirror();
    // What has changed is told before the protocol says that it has.
    const look = (uris: readonly vscode.Uri[]): Promise<void> => this.#tell(() => mirror.look(uris));
    super("mcpPolicy", "MCP Policy", {
      ...options,
      middleware: {
        ...options.middleware,
        didSave: async (document, next) => {
          await look([document.uri]);
          await next(document);
        },
        workspace: {
          ...options.middleware?.workspace,
          didChangeWatchedFile: async (event, next) => {
            const tell = async (): Promise<void> => {
              await look([vscode.Uri.parse(event.uri)]);
              await next(event);
            };
            const others = options.middleware?.workspace?.didChangeWatchedFile;
            await (others === undefined ? tell() : others(event, tell));
          },
          didChangeWorkspaceFolders: async (event, next) => {
            await look(event.added.map(({ uri }) => uri));
            await next(event);
          },
        },
      },
    });
    this.#extensionUri = extensionUri;
    this.#mirror = mirror;
  }

  protected override async createMessageTransports(): Promise<MessageTransports> {
    this.#worker?.terminate();
    const worker = startWorker(await serverScript(this.#extensionUri));
    this.#worker = worker;
    const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
    await this.#tell(() => this.#mirror.look(folders));
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  }

  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } finally {
      this.#worker?.terminate();
      this.#worker = undefined;
    }
  }

  async #tell(look: () => Promise<WorkerFiles>): Promise<void> {
    const worker = this.#worker;
    const found = await look();
    if (worker !== undefined && worker === this.#worker) worker.postMessage(found);
  }
}

function startWorker(script: string): Port {
  // Not by its own address: a worker of an address elsewhere is refused. VS Code loads the script later, by this one.
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { Worker } = globalThis as unknown as { readonly Worker: new (address: string) => Port };
  return new Worker(address);
}
