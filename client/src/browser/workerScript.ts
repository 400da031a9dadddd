/**
 * The script of a worker: `loader`, and each of the server's `files` as a function. In a worker `self` is at an address that
 * no library of the server expects, so the files do not see it.
 */
export function workerScript(loader: string, files: ReadonlyMap<string, string>): string {
  const functions = [...files].map(
    ([name, text]) => `${JSON.stringify(name)}: (module, exports, require, __filename, self) => {\n${text}\n}`,
  );
  return `${loader}\npolicyWorker.start({${functions.join(",\n")}});`;
}
