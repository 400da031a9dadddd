import { createHash } from "node:crypto";
import { type Stats, statSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { codeOf } from "../disk/codeOf";
import { readRegularFile } from "../disk/readRegularFile";
import type { Policy } from "../policy/model/policy";
import { counted } from "../policy/words/plain/plural";

/** A version of a policy file. */
export interface LoadedPolicy {
  /** undefined when the file cannot be read as a policy. */
  readonly policy: Policy | undefined;
  /** Why calls are denied whatever they are, in a sentence; undefined for a policy that decides. */
  readonly problem: string | undefined;
  /** Tells versions apart in a log; "" when there is no file. */
  readonly hash: string;
  /** The line, from 1, of a place in its text. */
  readonly lineOf?: (offset: number) => number;
}

/** The policy in a file, as it is when it is asked for. */
export interface PolicySource {
  /** The version of this moment; a promise only when the file has changed. */
  current(): LoadedPolicy | Promise<LoadedPolicy>;
}

/** The policy that a text is, as its repository has configured to read it; or why it is none, in a sentence. */
export type ReadPolicyText = (text: string) => Promise<Policy | string>;

/** What a source needs to know beside the path. */
export interface PolicySourceOptions {
  readonly read: ReadPolicyText;
  /** Whether a version that cannot decide leaves the one before it in force. */
  readonly keepsLastGood: boolean;
  /** Whether calls are denied while no version can decide. */
  readonly denies: boolean;
  /** Says that a new version is in force, or why it is not. */
  readonly note: (sentence: string) => void;
}

/**
 * Watches a policy by looking at the file whenever a call comes, which costs some microseconds: so a change counts from the
 * very next call on, and no event of the file system can be missed. Never throws: a policy that cannot be read is a
 * version that denies every call.
 */
export function policySource(path: string, { read, keepsLastGood, denies, note }: PolicySourceOptions): PolicySource {
  let stamp: Stamp | undefined;
  let inForce: LoadedPolicy | undefined;
  let loading: Promise<LoadedPolicy> | undefined;
  /** Calls that have come together ask for the file once. */
  let isFresh = false;
  const isOver = (): void => {
    isFresh = false;
  };

  const untilFixed = denies ? "Every call is denied until it is fixed." : "Calls are let through until it is fixed.";

  const isUnchanged = (): boolean => {
    if (isFresh) return true;
    if (stamp === undefined || !isSame(stampOf(path), stamp)) return false;
    isFresh = true;
    // Before anything else is read. A microtask by `queueMicrotask` takes several times as long.
    void settled.then(isOver);
    return true;
  };

  const load = async (): Promise<LoadedPolicy> => {
    for (let tries = 1; ; tries++) {
      const before = stampOf(path);
      const loaded = await loadPolicy(path, read);
      // Changed while it was read. One that changes all the time is looked at again with the next call.
      if (!isSame(stampOf(path), before) && tries < mostTries) continue;
      stamp = before;
      const last = inForce;
      const isKept = keepsLastGood && loaded.problem !== undefined && last !== undefined && last.problem === undefined;
      if (loaded.problem !== undefined)
        note(`${loaded.problem} ${isKept ? "The version before it stays in force." : untilFixed}`);
      else if (last !== undefined && last.hash !== loaded.hash) note(`A new version of ${path} is in force.`);
      inForce = isKept ? last : loaded;
      loading = undefined;
      return inForce;
    }
  };

  return {
    current() {
      if (loading !== undefined) return loading;
      if (inForce !== undefined && isUnchanged()) return inForce;
      loading = load();
      return loading;
    },
  };
}

const mostTries = 20;

const settled = Promise.resolve();

/** What changes with every write to a file, in less than microseconds, also when it keeps its size; or why there is none. */
type Stamp = Stats | string;

function stampOf(path: string): Stamp {
  try {
    return statSync(path, withoutError) ?? "no file";
  } catch (error) {
    return `no file: ${codeOf(error) ?? error}`;
  }
}

const withoutError = { throwIfNoEntry: false } as const;

/** By its numbers: a text of them would be made for each call. */
function isSame(a: Stamp, b: Stamp): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size && a.ino === b.ino && a.dev === b.dev;
}

async function loadPolicy(path: string, read: ReadPolicyText): Promise<LoadedPolicy> {
  let bytes: Buffer;
  try {
    bytes = await readRegularFile(path);
  } catch (error) {
    return unusable(error instanceof Error ? error.message : `${path} cannot be read.`, "");
  }
  const hash = `sha256:${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return unusable(`${path} is not UTF-8 text.`, hash);
  }
  const policy = await read(text);
  if (typeof policy === "string") return unusable(`${path}: ${policy}`, hash);
  // The lines are looked for when a log first asks for one.
  const document = TextDocument.create("", "", 0, text);
  const lineOf = (offset: number): number => document.positionAt(offset).line + 1;
  if (policy.refusal === undefined) return { policy, problem: undefined, hash, lineOf };
  const { errors, first } = policy.refusal;
  return {
    policy,
    problem: `${path} has ${counted(errors, "error")}, so a gateway would refuse it. ${errors === 1 ? "" : "First: "}${first}`,
    hash,
    lineOf,
  };
}

function unusable(problem: string, hash: string): LoadedPolicy {
  return { policy: undefined, problem, hash };
}
