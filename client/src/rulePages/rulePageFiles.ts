import * as vscode from "vscode";

const scheme = "mcp-policy-rule";
const packed = ["dist", "rulePages.json"];

/** The address of a rule's page. It is a file of a file system of its own, so that links between pages lead on. */
export function rulePageUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${code}.md` });
}

/** What a page's address begins with. */
export const rulePages = `${scheme}:/`;

/** Offers the pages of the rules, which the extension holds in one file, as files that can be read. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  const files = new RulePageFiles(vscode.Uri.joinPath(extensionUri, ...packed));
  return vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly: true, isCaseSensitive: true });
}

class RulePageFiles implements vscode.FileSystemProvider {
  readonly #packed: vscode.Uri;
  #pages: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(packedPages: vscode.Uri) {
    this.#packed = packedPages;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const isRoot = uri.path === "/";
    const size = isRoot ? 0 : (await this.readFile(uri)).byteLength;
    return { type: isRoot ? vscode.FileType.Directory : vscode.FileType.File, ctime: 0, mtime: 0, size };
  }

  async readDirectory(): Promise<[string, vscode.FileType][]> {
    return [...(await this.#read()).keys()].map((name) => [name, vscode.FileType.File]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const page = (await this.#read()).get(uri.path.slice(1));
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return page;
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  #read(): Promise<ReadonlyMap<string, Uint8Array>> {
    this.#pages ??= readPages(this.#packed);
    return this.#pages;
  }
}

async function readPages(file: vscode.Uri): Promise<ReadonlyMap<string, Uint8Array>> {
  const pages: Record<string, string> = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  const encoder = new TextEncoder();
  return new Map(Object.entries(pages).map(([name, text]) => [name, encoder.encode(text)]));
}
