import path from "path-browserify";
import { Bytes } from "./bytes";
import { fileModules } from "./fileModules";
import type { MirroredFiles } from "./mirroredFiles";
import { fileURLToPath, pathToFileURL } from "./workerPaths";
import type { WorkerProcess } from "./workerProcess";

/**
 * The modules of Node.js as far as a server in a worker needs them. What only a machine can do, such as starting a program, is
 * a class and a function that throw: the bundle may name it, and the requests that do it are not asked in a browser.
 */
export function nodeModule(name: string, files: MirroredFiles, process: WorkerProcess): object {
  const { fs, promises } = fileModules(files);
  const plain = name.replace(/^node:/, "");
  const known: Record<string, object> = {
    buffer: { Buffer: Bytes },
    console: { Console: class {} },
    fs,
    "fs/promises": promises,
    path,
    process,
    url: { fileURLToPath, pathToFileURL },
    util: { promisify: (run: unknown) => run, TextDecoder, TextEncoder },
    // One thread for all: jobs are done in this one.
    worker_threads: { parentPort: null, workerData: undefined, Worker: undefined },
  };
  return new Proxy(known[plain] ?? {}, {
    get: (module, member) =>
      member in module
        ? Reflect.get(module, member)
        : member === "__esModule"
          ? undefined
          : missing(`${plain}.${String(member)}`),
  });
}

function missing(name: string): object {
  const refuse = (): never => {
    throw new Error(`${name} is not there in a browser.`);
  };
  return new Proxy(class {}, {
    apply: refuse,
    construct: refuse,
    get: (target, member) =>
      Reflect.get(target, member) ?? (typeof member === "string" ? missing(`${name}.${member}`) : undefined),
  });
}
