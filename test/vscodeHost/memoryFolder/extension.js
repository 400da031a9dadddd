/** A file system in memory, as those of github.dev are elsewhere: its files are what the page's server names. */
const vscode = require("vscode");

class MemoryFiles {
  #entries = new Map([["/", { type: vscode.FileType.Directory }]]);
  #changed = new vscode.EventEmitter();
  #lastTime = 0;
  onDidChangeFile = this.#changed.event;

  add(path, bytes) {
    const steps = path.split("/").slice(1, -1);
    for (let at = 1; at <= steps.length; at++)
      this.#entries.set(`/${steps.slice(0, at).join("/")}`, { type: vscode.FileType.Directory });
    const isNew = !this.#entries.has(path);
    // Never the same twice: VS Code sees by the time that a file has changed.
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    this.#entries.set(path, { type: vscode.FileType.File, bytes, mtime: this.#lastTime });
    return isNew;
  }

  #at(uri) {
    const found = this.#entries.get(uri.path.replace(/(.)\/$/, "$1"));
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  }

  watch() {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri) {
    const { type, bytes, mtime = 0 } = this.#at(uri);
    return { type, ctime: 0, mtime, size: bytes?.length ?? 0 };
  }

  readDirectory(uri) {
    this.#at(uri);
    const start = `${uri.path.replace(/\/$/, "")}/`;
    return [...this.#entries]
      .filter(([path]) => path.startsWith(start) && path !== start && !path.slice(start.length).includes("/"))
      .map(([path, { type }]) => [path.slice(start.length), type]);
  }

  readFile(uri) {
    const { bytes } = this.#at(uri);
    if (bytes === undefined) throw vscode.FileSystemError.FileIsADirectory(uri);
    return bytes;
  }

  writeFile(uri, bytes) {
    const isNew = this.add(uri.path, bytes);
    const type = isNew ? vscode.FileChangeType.Created : vscode.FileChangeType.Changed;
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri) {
    this.#at(uri);
    for (const path of [...this.#entries.keys()])
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#entries.delete(path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  createDirectory(uri) {
    this.#entries.set(uri.path, { type: vscode.FileType.Directory });
    this.#changed.fire([{ type: vscode.FileChangeType.Created, uri }]);
  }

  rename(from, to) {
    for (const [path, entry] of [...this.#entries])
      if (path === from.path || path.startsWith(`${from.path}/`))
        this.#entries.set(`${to.path}${path.slice(from.path.length)}`, entry);
    this.delete(from);
    this.#changed.fire([{ type: vscode.FileChangeType.Created, uri: to }]);
  }
}

/** A pull request as extensions of code hosts show one: both sides are documents of a scheme that only they can read. */
function pullRequest(files) {
  const side = (path) => vscode.Uri.from({ scheme: "pull-request", path, query: "number=7" });
  return [
    vscode.workspace.registerTextDocumentContentProvider("pull-request", {
      provideTextDocumentContent: ({ path }) => new TextDecoder().decode(files.readFile({ path: `/project${path}` })),
    }),
    vscode.commands.registerCommand("memoryFolder.openPullRequest", () =>
      vscode.commands.executeCommand(
        "vscode.diff",
        side("/base/policy.json"),
        side("/head/policy.json"),
        "policy.json (Pull Request #7)",
      ),
    ),
  ];
}

exports.activate = async ({ extensionUri, subscriptions }) => {
  const response = await fetch(extensionUri.with({ path: "/files.json" }).toString(true));
  const files = new MemoryFiles();
  for (const [name, text] of Object.entries(await response.json()))
    files.add(`/project/${name}`, new TextEncoder().encode(text));
  subscriptions.push(
    vscode.workspace.registerFileSystemProvider("memory", files, { isCaseSensitive: true }),
    ...pullRequest(files),
  );
};
