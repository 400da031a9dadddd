/** The built server as a browser runs it: in a world without Node.js, which it talks to by messages. */
import { readFileSync } from "node:fs";
import { createContext, Script } from "node:vm";
import { workerScript } from "../../client/src/browser/workerScript";
import type { WorkerFile } from "../../server/src/protocol/workerFiles";

/** A message of the protocol. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A server in a worker. */
export interface WorkerServer {
  /** Asks, and waits for the answer. */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** Tells of files. */
  files(files: readonly WorkerFile[]): void;
  /** Waits for a notification with the method that `fits`. */
  notified(method: string, fits?: (params: never) => boolean): Promise<unknown>;
  /** What the worker found wrong by itself. */
  readonly printed: readonly string[];
}

const dist = new URL("../../dist/", import.meta.url);

/** What a worker of a browser has, and nothing else. */
const browserGlobals = {
  TextDecoder,
  TextEncoder,
  MessageChannel,
  queueMicrotask,
  setTimeout,
  clearTimeout,
  URL,
  AbortController,
};

/** Starts it, with the files that the workspace has. */
export function startWorkerServer(files: readonly WorkerFile[]): WorkerServer {
  const read = (name: string): string => readFileSync(new URL(name, dist), "utf8");
  const names: readonly string[] = JSON.parse(read("workerScripts.json"));
  const printed: string[] = [];
  const say = (...words: readonly unknown[]): void => void printed.push(words.map(String).join(" "));
  const received: Message[] = [];
  const waiting = new Set<() => void>();
  let last = 0;
  const self = {
    ...browserGlobals,
    // As in a worker whose script is a blob.
    location: { origin: "http://localhost", pathname: "http://localhost/0-0-0-0-0", search: "" },
    console: { log: say, info: say, warn: say, error: say, debug: say },
    onmessage: undefined as ((event: { readonly data: unknown }) => void) | undefined,
    postMessage(message: Message) {
      const plain = structuredClone(message);
      // What the server asks of the editor is answered with nothing.
      if (plain.method !== undefined && plain.id !== undefined) send({ jsonrpc: "2.0", id: plain.id, result: null });
      received.push(plain);
      for (const look of waiting) look();
    },
    close: () => undefined,
  };
  const world = createContext(Object.assign(self, { self }));
  const send = (data: unknown): void => queueMicrotask(() => self.onmessage?.({ data }));
  const script = workerScript(read("worker.js"), new Map(names.map((name) => [name, read(name)])));
  new Script(script).runInContext(world);
  const find = <Found>(look: () => Found | undefined): Promise<Found> =>
    new Promise((settle) => {
      const again = (): void => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(again);
        settle(found);
      };
      waiting.add(again);
      again();
    });
  send({ files });
  return {
    printed,
    notify: (method, params) => send({ jsonrpc: "2.0", method, params }),
    files: (changed) => send({ files: changed }),
    async request(method, params) {
      const id = ++last;
      send({ jsonrpc: "2.0", id, method, params });
      const { error, result } = await find(() =>
        received.find((message) => message.id === id && message.method === undefined),
      );
      if (error !== undefined) throw new Error(JSON.stringify(error));
      return result;
    },
    async notified(method, fits = () => true) {
      const { params } = await find(() =>
        received.findLast((message) => message.method === method && fits(message.params as never)),
      );
      return params;
    },
  };
}
