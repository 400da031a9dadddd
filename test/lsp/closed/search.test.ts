import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ClosedPolicies } from "../../../server/src/lsp/closed/closedPolicies";
import { JobQueue } from "../../../server/src/lsp/closed/jobQueue";
import { doJob, type Job } from "../../../server/src/lsp/closed/jobs";
import { WorkspaceFiles } from "../../../server/src/lsp/closed/workspaceFiles";
import { searchMentions, searchSymbols } from "../../../server/src/lsp/search";
import { bareEnvironment } from "../../../server/src/service/environment";

const policies = 60;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-search-"));
  for (let number = 0; number < policies; number += 1) {
    const text = JSON.stringify({ version: "1", default: "deny", tools: { [`tool_${number}`]: {}, same: {} } });
    writeFileSync(join(folder, `${number}.policy.json`), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace whose closed policies are all being checked, and what was done in which order. */
async function busyWorkspace() {
  const done: Job["kind"][] = [];
  const doer = async (job: Job) => {
    const answer = await doJob(job);
    done.push(job.kind);
    return answer;
  };
  const othersTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const closed = new ClosedPolicies(new JobQueue({ here: doer, elsewhere: doer, othersTurn }));
  const files = new WorkspaceFiles();
  files.changeFolders([pathToFileURL(folder).href]);
  await files.find();
  const checks = files.all("policy").map((uri) => closed.diagnostics(uri, bareEnvironment));
  return { done, checks, searched: { files, closed, openPolicies: () => [], openTests: () => [] } };
}

/** What came between the first and the last job of a search. */
function between(done: readonly Job["kind"][], kind: Job["kind"]): readonly Job["kind"][] {
  return done.slice(done.indexOf(kind), done.lastIndexOf(kind)).filter((each) => each !== kind);
}

describe("a search in closed policies that are being checked", () => {
  test("for a tool's mentions waits for no check between two files", async () => {
    const { done, checks, searched } = await busyWorkspace();
    const { found, left } = await searchMentions(searched, ["same"]);
    expect(found).toHaveLength(policies);
    expect(left).toEqual([]);
    expect(between(done, "mentions")).toEqual([]);
    await Promise.all(checks);
  });

  test("for symbols does not, either", async () => {
    const { done, checks, searched } = await busyWorkspace();
    const { found, isCut } = await searchSymbols(searched, "tool");
    expect(found).toHaveLength(policies);
    expect(isCut).toBe(false);
    expect(between(done, "tools")).toEqual([]);
    await Promise.all(checks);
  });

  test("ends when nobody waits for the answer any more", async () => {
    const { done, checks, searched } = await busyWorkspace();
    const token = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose: () => {} }) };
    await searchMentions(searched, ["same"], token);
    expect(done.filter((kind) => kind === "mentions")).toEqual([]);
    await Promise.all(checks);
  });
});
