import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** A process that speaks by lines. */
export interface LineProcess {
  readonly child: ChildProcess;
  /** Sends a call with arguments besides. */
  call(more?: object): void;
  /** Asks for something else. */
  ask(method: string): void;
  /** The next line that it says. */
  next(): Promise<string>;
  /** Seconds of processor time that it has used. */
  seconds(): number;
  end(): Promise<void>;
}

/** A call as the server of the benchmark answers it; the policy allows it. */
export function callMessage(id: number, more: object = {}): string {
  const params = { name: "read", arguments: { path: "/tmp/a", n: 1, ...more } };
  return JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params });
}

/** Starts Node.js. Its errors are not shown, but for those that end the run. */
export function startLines(words: readonly string[]): LineProcess {
  const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "ignore"] });
  const lines: AsyncIterator<string> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let id = 0;
  return {
    child,
    call: (more) => void child.stdin.write(`${callMessage(++id, more)}\n`),
    ask: (method) => void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: ++id, method })}\n`),
    next: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`It has ended: node ${words.join(" ")}`);
      return value;
    },
    seconds: () => processorSeconds(child),
    end: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** Seconds of processor time that a process has used; not a number where the system does not say. */
export function processorSeconds({ pid }: ChildProcess): number {
  if (process.platform !== "linux") return Number.NaN;
  // Behind the name, which may have blanks in it.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Megabytes that a process has resident; not a number where the system does not say. */
export function residentMegabytes({ pid }: ChildProcess): number {
  if (process.platform !== "linux") return Number.NaN;
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
}
