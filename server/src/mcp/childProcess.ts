import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import spawn from "cross-spawn";
import { quote } from "../policy/words/plain/quote";
import { endGroup, followGroup } from "./processGroup";
import { TextTail } from "./textTail";

/** A program to run. Nothing of it is given to a shell. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process; `childEnvironment` makes one that has what a program needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** How a process ended. */
export type ChildExit =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: string }
  /** The program is not there, or may not be run. */
  | { readonly kind: "not started"; readonly why: string };

/** A running process that is spoken to by its standard streams. */
export interface Child {
  /** undefined when it could not be started. */
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves once, when the process has ended and its output is read; never rejects. */
  readonly exited: Promise<ChildExit>;
  /** The last lines that it wrote to standard error. Untrusted, and may contain secrets of the server. */
  errorOutput(): string;
  /** Closes its input, waits, and ends it and every process that it started. Resolves when they are gone; safe to call twice. */
  end(): Promise<void>;
}

/** How a child is started and ended. */
export interface ChildOptions {
  /** How long it may take to end by itself, and again after it was asked to, in milliseconds. */
  readonly grace?: number;
  /** Also gets each piece of standard error. */
  readonly onErrorOutput?: (chunk: Buffer) => void;
  /** Whether signals to this process are the caller's: otherwise they end the child at once. */
  readonly leavesSignals?: boolean;
}

/** Long enough for a server that saves its state; 66 of 71 end within 0.1 s after their input is closed. */
const usualGrace = 2_000;

/** So much of standard error is kept, in characters. */
const mostErrorOutput = 4_000;

/**
 * Starts a program in a process group of its own, without a shell. Wrappers such as npx leave their child behind when only
 * they are ended, so the whole group is ended, also when this process exits or is interrupted.
 */
export function startChild({ command, args, env, cwd }: ChildCommand, options: ChildOptions = {}): Child {
  const { grace = usualGrace, onErrorOutput, leavesSignals = false } = options;
  const tail = new TextTail(mostErrorOutput);
  // cross-spawn: on Windows, npx and the like are .cmd files, which Node.js does not start without a shell.
  const child = spawn(command, [...args], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "pipe"],
    shell: false,
    detached: process.platform !== "win32",
    windowsHide: true,
  }) as ChildProcessByStdio<Writable, Readable, Readable>;
  const { pid, stdin, stdout, stderr } = child;
  const forget = pid === undefined ? () => {} : followGroup(pid, leavesSignals);
  const exited = new Promise<ChildExit>((resolve) => {
    child.once("error", (error) => resolve({ kind: "not started", why: reasonOf(error, command) }));
    // "close" waits for the streams: what was said last may be the reason. A grandchild may keep them open.
    child.once("close", (code, signal) => resolve(exitOf(code, signal)));
    child.once("exit", (code, signal) => setTimeout(() => resolve(exitOf(code, signal)), grace).unref());
  });
  stderr.on("data", (chunk: Buffer) => {
    tail.add(chunk);
    onErrorOutput?.(chunk);
  });
  // A process that ends while it is written to is told by `exited`.
  for (const stream of [stdin, stdout, stderr]) stream.on("error", () => {});
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    stdin.end();
    if (pid !== undefined) await endGroup(pid, exited, grace);
    for (const stream of [stdin, stdout, stderr]) stream.destroy();
    forget();
  };
  return {
    pid,
    stdin,
    stdout,
    exited,
    errorOutput: () => tail.text(),
    end: () => {
      ending ??= end();
      return ending;
    },
  };
}

function exitOf(code: number | null, signal: string | null): ChildExit {
  return signal === null ? { kind: "exited", code: code ?? 0 } : { kind: "killed", signal };
}

function reasonOf(error: NodeJS.ErrnoException, command: string): string {
  switch (error.code) {
    case "ENOENT":
      return `There is no program ${quote(command)} here.`;
    case "EACCES":
    case "EPERM":
      return `${quote(command)} may not be run.`;
    default:
      return `${quote(command)} could not be started: ${error.message}.`;
  }
}
