import type * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";

/** What the extension needs of the host that it runs in: VS Code on a machine, or in a browser. */
export interface Platform {
  /** Makes the client of the language server, which is not started yet. */
  createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
  /** The policy test files of the workspace, `most` at most. */
  findTestFiles(most: number): PromiseLike<readonly vscode.Uri[]>;
  /** The machine, with its programs and files; undefined in a browser, which has none. */
  readonly machine: Machine | undefined;
}

/** What only a machine has. */
export interface Machine {
  /** The program that runs scripts: VS Code's own. */
  readonly node: string;
  /** The digest of a text, in hexadecimal digits. */
  sha256(text: string): string;
  /** Follows a file that lines are appended to. */
  followLines(path: string, take: (lines: readonly string[]) => void): { dispose(): void };
}
