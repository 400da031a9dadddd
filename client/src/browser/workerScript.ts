import { scriptFunctions } from "./scriptFunctions";

/**
 * The script of a worker: `loader`, and each of the server's `files` as a function. In a worker `self` is at an address that
 * no library of the server expects, so the files do not see it.
 */
export function workerScript(loader: string, files: ReadonlyMap<string, string>): string {
  return `const loader = { exports: {} };
((module, exports) => {
${loader}
})(loader, loader.exports);
loader.exports.start(${scriptFunctions(files, ["self"])});`;
}
