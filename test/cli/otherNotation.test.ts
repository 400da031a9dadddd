/** Policies in YAML and other notations in the terminal: named, converted in a .json file, left alone in a .yaml file. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

const yaml = "# Mine\nversion: '1'\ndescription: An example\ndefault: deny\ntools:\n  a_tool:\n    rules: []\n";
const json = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "a_tool": {}\n  }\n}\n';
let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
}, 120_000);
afterAll(() => cli?.remove());

describe("check", () => {
  it("names YAML once", async () => {
    const { code, stdout } = await cli.run(["check", "-"], yaml);
    expect(code).toBe(1);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(stdout).toContain("This is YAML. The gateway reads JSON. Its comments are lost in JSON, which has none.");
  });
  it("--fix converts it, and nothing is left to say", async () => {
    const path = join(cli.folder, "one.policy.json");
    writeFileSync(path, yaml);
    const { code } = await cli.run(["check", "--fix", path]);
    expect(readFileSync(path, "utf8")).toBe(json);
    expect(code).toBe(0);
  });
  it("--fix prints what is converted from standard input", async () => {
    const { code, stdout } = await cli.run(["check", "--fix", "-"], `\`\`\`yaml\n${yaml}\`\`\`\n`);
    expect([code, stdout]).toEqual([0, json]);
  });
  it("--fix writes no JSON into a file named as YAML, and says what to run", async () => {
    const path = join(cli.folder, "one.yaml");
    writeFileSync(path, yaml);
    const { code, stderr } = await cli.run(["check", "--fix", path]);
    expect(readFileSync(path, "utf8")).toBe(yaml);
    expect(code).toBe(1);
    expect(stderr).toContain("check --fix - <");
  });
  it("--fix says why it does not convert", async () => {
    const { code, stderr } = await cli.run(["check", "--fix", "-"], "tools:\n  a: {}\n  a: {}\n");
    expect(code).toBe(1);
    expect(stderr).toContain("The YAML cannot be read in line 3: A key is written twice.");
  });
});
