/** A log that several gateways write at the same time, while it is put aside again and again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileLog } from "../../../server/src/gateway/log/fileLog";
import { type BuiltCli, buildCli } from "../../cli/builtCli";
import { callLine } from "../decided";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const folderOf = (name: string): string => {
  const folder = join(cli.folder, name);
  mkdirSync(folder);
  return folder;
};
const linesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name), "utf8").split("\n").length - 1, 0);

it("loses no line, and denies no call, when gateways put it aside at the same time", async () => {
  const folder = folderOf("shared");
  writeFileSync(join(cli.folder, "p.json"), '{"version":"1","default":"allow","tools":{}}');
  const server = ["--", process.execPath, "-e", "process.stdin.pipe(process.stdout)"];
  const options = ["--log", join(folder, "calls.jsonl"), "--log-size", "0.002", "--log-keep", "1000"];
  const input = Array.from({ length: 500 }, (_, id) => callLine("read", {}, id)).join("");
  const ends = await Promise.all(
    Array.from({ length: 3 }, () => cli.run(["gateway", "p.json", ...options, ...server], input)),
  );
  for (const { stdout } of ends) expect(stdout).not.toContain("POLICY DENIED");
  expect(linesIn(folder)).toBe(1_500);
});

it("is not put aside while another gateway does so, unless that one has died of it", () => {
  const folder = folderOf("locked");
  const path = join(folder, "calls.jsonl");
  const lock = `${path}.rotating`;
  const log = fileLog(path, { values: false, redacted: [], sync: false, mostBytes: 1, keptFiles: 2 });
  const write = () =>
    log.write({
      ...{ at: 0, grant: "g", tool: "read", decision: "allow", rule: "", message: null, policy: "", latencyMs: 0 },
      ...{ era: "legacy", argumentsText: "{}", isForwarded: true, isRetry: false, counters: [] },
    });
  mkdirSync(lock);
  for (const _ of [1, 2, 3]) write();
  expect(readdirSync(folder).sort()).toEqual(["calls.jsonl", "calls.jsonl.rotating"]);
  utimesSync(lock, 0, 0);
  for (const _ of [1, 2]) write();
  expect(existsSync(lock)).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(["calls.jsonl", "calls.jsonl.1"]);
});
