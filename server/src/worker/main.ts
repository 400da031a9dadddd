/**
 * Runs the server's bundle in a worker of a browser. The bundle is the one of the desktop: a script that asks for modules of
 * Node.js, and gets here what stands for them.
 */
import type { WorkerFiles } from "../protocol/workerFiles";
import { Bytes } from "./bytes";
import { loadScripts, type Scripts } from "./loadScripts";
import { MirroredFiles } from "./mirroredFiles";
import { nodeModule } from "./nodeModules";
import { workerProcess } from "./workerProcess";

/** What a worker has of its own. */
interface Surroundings {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
  process?: object;
  Buffer?: unknown;
  global?: object;
  setImmediate?: unknown;
}

/** Starts the server, whose files are `scripts` by their paths, when the first files of the workspace have come. */
export function start(scripts: Scripts): void {
  const here = globalThis as unknown as Surroundings;
  const files = new MirroredFiles();
  const process = workerProcess(
    (message) => here.postMessage(message),
    () => here.close(),
  );
  // The protocol's library and the server count on these.
  here.global = globalThis;
  here.process = process;
  here.Buffer = Bytes;
  here.setImmediate = immediately();

  const load = loadScripts(scripts, (name) => nodeModule(name, files, process));
  let hasStarted = false;
  here.onmessage = ({ data }) => {
    if (!isWorkerFiles(data)) return process.receive(data);
    for (const file of data.files) files.take(file);
    if (hasStarted) return;
    hasStarted = true;
    load("server.js");
  };
}

function isWorkerFiles(data: unknown): data is WorkerFiles {
  return typeof data === "object" && data !== null && "files" in data && !("jsonrpc" in data);
}

/** `setImmediate`: messages that have come are dealt with first. */
function immediately(): (run: (...given: readonly unknown[]) => void, ...given: readonly unknown[]) => object {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  Object.assign(port1, { onmessage: () => waiting.shift()?.() });
  return (run, ...given) => {
    waiting.push(() => run(...given));
    port2.postMessage(undefined);
    return { unref: () => undefined, ref: () => undefined };
  };
}
