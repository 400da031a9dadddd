import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import { quote } from "../policy/words/plain/quote";
import type { Snapshot } from "../service/snapshot";
import { openPolicy, openPolicyText } from "./openPolicy";
import { UsageError } from "./terminal";

/** A policy may be of any size up to the bound that files have. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The policy at a place: a path, `-` for standard input, or `git:REV` for the state of `path` at a revision. Git is
 * started for the last one only; it reads the repository and runs nothing of it.
 *
 * @param similar a policy of which it may be another version: what both have is read once
 */
export async function policyAt(
  place: string,
  path: string,
  similar?: Snapshot,
): Promise<{ readonly snapshot: Snapshot; readonly name: string }> {
  if (!place.startsWith("git:")) return { snapshot: await openPolicy(place, undefined, similar), name: place };
  const revision = place.slice("git:".length);
  if (path === "-") throw new UsageError("git: needs a policy that is a file, not standard input.");
  if (revision === "" || revision.startsWith("-"))
    throw new UsageError(`${quote(place)} names no revision: write git:HEAD, git:main or a commit.`);
  const name = `${path} at ${revision}`;
  return { snapshot: openPolicyText(await blobAt(revision, path), name, similar), name };
}

/** What Git's own sentence means here, and what to do; another one as it is. Git is asked in English. */
function whyNone(path: string, revision: string, said: string): string {
  const name = basename(path);
  if (said.includes("not a git repository"))
    return `${path} is in no Git repository, so it has no revision ${quote(revision)}. Name the old policy's file instead.`;
  if (/invalid object name|unknown revision|bad revision/.test(said))
    return `Git has no revision ${quote(revision)}. Write a commit, a tag or a branch; a shallow clone has to fetch it first.`;
  if (/does not exist in|but not in|exists on disk/.test(said))
    return `Git has no ${name} at ${quote(revision)}: it is not committed there, or has another name.`;
  return `Git has no ${name} at ${quote(revision)}: ${said.replace(/^fatal: /, "")}`;
}

async function blobAt(revision: string, path: string): Promise<string> {
  const words = ["cat-file", "blob", `${revision}:./${basename(path)}`];
  try {
    const { stdout } = await promisify(execFile)("git", words, {
      cwd: dirname(path),
      maxBuffer: mostBytes,
      encoding: "utf8",
      // Its sentences are read.
      env: { ...process.env, LC_ALL: "C" },
    });
    return stdout.replace(/^\uFEFF/, "");
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") throw new UsageError("Git is not installed, or the folder of the policy does not exist.");
    throw new UsageError(whyNone(path, revision, (stderr ?? "").trim().split("\n").at(0) ?? ""));
  }
}
