/** A task that runs `mcp-policy check` fills VS Code's list of problems: by the matcher of the manifest. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { contributes } from "../../../package.json";
import { text } from "../../../server/src/cli/formats/text";
import { diagnostics } from "../../../server/src/service/diagnostics/diagnostics";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

test("the matcher reads every line that check prints", () => {
  const [matcher] = contributes.problemMatchers;
  const { regexp, ...groups } = matcher?.pattern ?? { regexp: "", file: 0, line: 0, column: 0, message: 0, code: 0 };
  const path = "policies/broken.policy.json";
  const policy = readFileSync(resolve(import.meta.dirname, "../../../samples/broken.policy.json"), "utf8");
  const found = diagnostics(snapshotOf(policy), bareEnvironment);
  expect(found.length).toBeGreaterThan(5);
  const printed = text({ files: [{ path, diagnostics: found }] })
    .trimEnd()
    .split("\n");
  const read = printed.map((line) => new RegExp(regexp).exec(line) ?? []);
  expect(
    read.map((parts) => [parts[groups.file], parts[groups.line], parts[groups.column], parts[groups.code]]),
  ).toEqual(
    found.map(({ range, code }) => [path, String(range.start.line + 1), String(range.start.character + 1), code]),
  );
  expect(read.map((parts) => parts[groups.message])).toEqual(found.map(({ message }) => message));
});
