import * as vscode from "vscode";

/** What we use of a repository of VS Code's own Git extension (its API, version 1). */
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
  getRefs(query: { readonly sort?: "committerdate" }): Promise<readonly { readonly name?: string }[]>;
}

interface GitApi {
  getRepository(uri: vscode.Uri): Repository | null;
  /** Opens the repository of a folder, also before Git has looked for itself. */
  openRepository(folder: vscode.Uri): Promise<Repository | null>;
  readonly onDidOpenRepository: vscode.Event<Repository>;
}

/** Git as VS Code knows it; undefined when the extension is off, or the machine has no Git. */
async function gitApi(): Promise<GitApi | undefined> {
  try {
    const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
      "vscode.git",
    );
    if (extension === undefined) return undefined;
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    return undefined;
  }
}

/** The history of a file. */
export interface FileHistory {
  /** The text as it was at a commit, branch or tag; undefined when it was not there. */
  textAt(ref: string): Promise<string | undefined>;
  /** Branches and tags, those with the newest commits first. */
  refs(): Promise<readonly string[]>;
}

/** Undefined when the file is in no repository that VS Code has open. */
export async function fileHistory(file: vscode.Uri): Promise<FileHistory | undefined> {
  if (file.scheme !== "file") return undefined;
  const api = await gitApi();
  if (api === undefined) return undefined;
  try {
    const repository = api.getRepository(file) ?? (await api.openRepository(vscode.Uri.joinPath(file, "..")));
    return repository ? historyIn(repository, file) : undefined;
  } catch {
    return undefined;
  }
}

function historyIn(repository: Repository, file: vscode.Uri): FileHistory {
  return {
    async textAt(ref) {
      try {
        return await repository.show(ref, file.fsPath);
      } catch {
        return undefined;
      }
    },
    async refs() {
      try {
        const refs = await repository.getRefs({ sort: "committerdate" });
        return refs.flatMap(({ name }) => name ?? []);
      } catch {
        return [];
      }
    },
  };
}

/** Calls back when a repository is found or has changed: a commit, a checkout. */
export function onDidChangeHistory(changed: () => void): vscode.Disposable {
  const subscriptions: vscode.Disposable[] = [];
  let isDisposed = false;
  void gitApi().then((api) => {
    if (api === undefined || isDisposed) return;
    const follow = (repository: Repository): void => {
      subscriptions.push(repository.state.onDidChange(changed));
      changed();
    };
    subscriptions.push(api.onDidOpenRepository(follow));
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const repository = api.getRepository(uri);
      if (repository) follow(repository);
    }
  });
  return new vscode.Disposable(() => {
    isDisposed = true;
    for (const subscription of subscriptions.splice(0)) subscription.dispose();
  });
}
