type Listener = (...given: readonly unknown[]) => void;

/** What the server has for `process`: it talks to the editor as a child process does, by messages. */
export interface WorkerProcess {
  readonly argv: readonly string[];
  /** Hands on a message of the editor. */
  receive(message: unknown): void;
}

/** Makes the process of a worker. `post` sends a message to the editor, `end` ends the worker. */
export function workerProcess(post: (message: unknown) => void, end: () => void): WorkerProcess {
  const listeners = new Map<string, Set<Listener>>();
  const on = (event: string, listener: Listener): void => {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
  };
  const off = (event: string, listener: Listener): void => void listeners.get(event)?.delete(listener);
  const say = (text: string, done?: () => void): void => {
    console.error(text);
    done?.();
  };
  const here = {
    argv: ["node", "server.js", "--node-ipc"],
    env: {},
    platform: "linux",
    pid: 1,
    versions: {},
    stderr: { write: say },
    stdout: { write: say },
    connected: true,
    on,
    once: on,
    addListener: on,
    off,
    removeListener: off,
    cwd: () => "/",
    exit: end,
    nextTick: (run: Listener, ...given: readonly unknown[]) => queueMicrotask(() => run(...given)),
    receive(message: unknown): void {
      for (const listener of listeners.get("message") ?? []) listener(message);
    },
    send(message: unknown, _handle?: unknown, _options?: unknown, done?: (error: unknown) => void): boolean {
      post(message);
      done?.(null);
      return true;
    },
  };
  return here;
}
