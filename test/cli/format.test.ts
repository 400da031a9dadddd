/** `mcp-policy format`: what it writes, what it lists, and the code that it ends with. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
const place = (name: string) => join(cli.folder, name);
const write = (name: string, text: string) => {
  mkdirSync(join(place(name), ".."), { recursive: true });
  writeFileSync(place(name), text);
};
const read = (name: string) => readFileSync(place(name), "utf8");

const limit = '{ "counter": "c", "window": "day", "max": 1, "scope": "grant" }';
const messy = `{"version":"1",\r\n\r\n\t"default":"deny","all_tools":{"limits":[${limit}]}}\r\n`;
const expanded = `{
	"version": "1",

	"default": "deny",
	"all_tools": {
		"limits": [
			{
				"counter": "c",
				"window": "day",
				"max": 1,
				"scope": "grant"
			}
		]
	}
}
`.replaceAll("\n", "\r\n");
const compact = expanded.replace(/\{\s+"counter[^}]*\}/, limit);

beforeAll(async () => {
  cli = await buildCli();
});
beforeEach(() => {
  write("a.policy.json", messy);
  write("b/policy.json", expanded);
  write("b/other.json", messy);
  write("half.json", '{ "version": ');
  write("iam.json", '{"Version": "2012-10-17", "Statement": []}');
});
afterAll(() => cli.remove());

describe("format", () => {
  it("formats the policies of a folder, and no other file", async () => {
    const { code, stdout, stderr } = await cli.run(["format"]);
    expect(stdout).toBe("a.policy.json\n");
    expect(stderr).toBe("2 files looked at: 1 file formatted.\n");
    expect(code).toBe(0);
    expect(read("a.policy.json")).toBe(expanded);
    expect(read("b/policy.json")).toBe(expanded);
    expect(read("b/other.json")).toBe(messy);
    expect((await cli.run(["format", "."])).stdout).toBe("");
  });
  it("writes the compact layout", async () => {
    expect((await cli.run(["format", "--layout", "compact"])).stdout).toBe("a.policy.json\nb/policy.json\n");
    expect(read("a.policy.json")).toBe(compact);
    expect(read("b/policy.json")).toBe(compact);
    expect((await cli.run(["format", "--check", "--layout", "compact"])).code).toBe(0);
    expect((await cli.run(["format", "--check"])).code).toBe(1);
  });
  it("changes nothing with --check", async () => {
    const before = statSync(place("a.policy.json")).mtimeMs;
    const { code, stdout, stderr } = await cli.run(["format", "--check", "a.policy.json", "b"]);
    expect([code, stdout]).toEqual([1, "a.policy.json\n"]);
    expect(stderr).toBe("2 files looked at: 1 file would change.\n");
    expect(read("a.policy.json")).toBe(messy);
    expect(statSync(place("a.policy.json")).mtimeMs).toBe(before);
  });
  it("formats the others where one is broken, and says where it is", async () => {
    const { code, stderr } = await cli.run(["format", "half.json", "a.policy.json", "iam.json", "none.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("half.json is not formatted: line 1, column 13: A value is expected here.");
    expect(stderr).toContain("iam.json is a policy of AWS IAM, and is left alone.");
    expect(stderr).toContain("none.json");
    expect(read("a.policy.json")).toBe(expanded);
    expect(read("half.json")).toBe('{ "version": ');
  });
  it("reads standard input and writes to standard output", async () => {
    expect(await cli.run(["format", "-"], messy)).toEqual({ code: 0, stdout: expanded, stderr: "" });
    const broken = await cli.run(["format", "-"], "{");
    expect([broken.code, broken.stdout]).toEqual([2, "{"]);
    expect((await cli.run(["format", "--check", "-"], messy)).code).toBe(1);
  });
  it("keeps a byte order mark", async () => {
    write("a.policy.json", `\ufeff${messy}`);
    await cli.run(["format", "a.policy.json"]);
    expect(read("a.policy.json")).toBe(`\ufeff${expanded}`);
  });
});
