/** What check finds and says is the same when several threads share the files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckOptions, inOrder } from "../../server/src/cli/checking/inOrder";
import { environment } from "../../server/src/cli/environment";
import { findFiles } from "../../server/src/cli/findFiles";
import { ProjectConfigs } from "../../server/src/cli/projectConfig";
import { keepNotes, takeNotes } from "../../server/src/cli/terminal";
import { rules } from "../../server/src/rules/index";
import { readSettings } from "../../server/src/service/settings";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  keepNotes();
});
afterAll(() => cli.remove());

function write(path: string, text: string | Buffer): string {
  const file = join(cli.folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function checked(words: readonly string[], options: Partial<CheckOptions>): Promise<unknown> {
  const { files } = await findFiles(words, { takes: () => true, name: "policies" });
  const configs = new ProjectConfigs(undefined);
  const world = {
    ...(await environment()),
    now: 0,
    settings: readSettings({ rules: { "missing-on-deny": "error" }, silencedTools: ["x"] }),
  };
  const found: unknown[] = [];
  for await (const each of inOrder(files, world, configs, { fixes: false, config: undefined, ...options }))
    found.push(each);
  return { found, notes: takeNotes(), configs: configs.used() };
}

describe("check in several threads", () => {
  it("finds and says the same in the same order", { timeout: 60_000 }, async () => {
    const texts = rules.flatMap(({ docs }) => [docs.bad, docs.good]);
    texts.forEach((text, index) => {
      write(`many/${index}.policy.json`, text);
    });
    write("many/broken.policy.json", '{ "version": "1", "tools": { "a": {');
    write("many/foreign.policy.json", '{ "Version": "2012-10-17", "Statement": [] }');
    write("many/latin.policy.json", Buffer.from([0x7b, 0xe9, 0x7d]));
    write("many/a.policy-test.json", '{ "policy": "0.policy.json", "tests": [] }');
    write("many/other/.mcp-policy/config.json", '{ "rules": { "unknown-tool": "of" } }');
    write("many/other/b.policy.json", texts[0] ?? "");
    const words = [join(cli.folder, "many")];
    const alone = await checked(words, { threads: 1 });
    expect(await checked(words, { threads: 3, threadsFrom: 0, module: cli.module })).toEqual(alone);
    expect(JSON.stringify(alone)).toContain("is left alone");
    expect(JSON.stringify(alone)).toContain("is not UTF-8 text");
  });

  it("says once for all files which file of a server is not read", { timeout: 60_000 }, async () => {
    const text = '{ "version": "1", "default": "deny", "tools": { "a": {} } }';
    for (const name of ["a", "b", "c"]) write(`servers/${name}.policy.json`, text + " ".repeat(1_500_000));
    write("servers/.mcp-policy/servers/broken.json", "{");
    const { stderr, code } = await cli.runIn(join(cli.folder, "servers"), ["check", "."]);
    expect(stderr.match(/broken\.json/g)).toHaveLength(1);
    expect(stderr.match(/^[abc]\.policy\.json: /gm)?.join("")).toMatch(/^(a.*b.*c.*)+$/);
    expect(code).toBe(2);
  });
});
