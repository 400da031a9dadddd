/** `stack` and the commands beside it say only what is known: refused policies, damaged files, folders without any. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useRepository } from "./repository";

const repository = useRepository();
const { write, run } = repository;
const rows = (stdout: string): string[] =>
  JSON.parse(stdout).tools.map((each: Record<string, string>) => `${each.server} ${each.tool}: ${each.state}`);

const files = ".mcp-policy/servers/files.json";
const twoTools = { tools: [{ name: "read_file" }, { name: "write_file" }] };
const policy = { version: "1", default: "deny", tools: { read_file: {} } };

describe("a policy that the gateway refuses", () => {
  it.each([
    ["is cut off", JSON.stringify(policy).slice(0, -1)],
    ["has a default that is none", JSON.stringify({ ...policy, default: "maybe" })],
  ])("is not known in the stack, and why is said, when it %s", async (_, text) => {
    write(files, twoTools);
    write("files.policy.json", text);
    const { code, stdout, stderr } = await run(["stack", "--format", "json"]);
    expect(rows(stdout)).toEqual(["files write_file: unknown", "files read_file: unknown"]);
    expect(stdout).toContain("not known: the gateway would refuse files.policy.json");
    expect(stderr).toMatch(
      /^files\.policy\.json: what it lets through is not known, since the gateway would refuse it: .+/m,
    );
    expect(code).toBe(3);
    expect((await run(["stack"])).stdout).toContain(
      "\n\n2 tools; 0 of high, critical or unknown risk are open without any check; 2 are not known.\n",
    );
  });
});

describe("a server's file that is damaged", () => {
  const noJson = `${files} is not JSON, and is not read.`;

  it("is named by check, and nothing is blamed on the policy", async () => {
    write(files, "{\n");
    write("policy.json", { ...policy, tools: { read_file: {}, write_file: {} } });
    const { code, stderr } = await run(["check"]);
    expect(stderr).toContain(noJson);
    expect(stderr).not.toContain("are of no server that is imported");
    expect(code).toBe(2);
    write(".mcp-policy/config.json", { servers: { "policy.json": "files" } });
    const configured = await run(["check"]);
    expect([configured.code, configured.stderr]).toEqual([2, expect.stringContaining(noJson)]);
  });

  it("is named by stack, servers and suggest", async () => {
    write(files, "{\n");
    const stack = await run(["stack"]);
    expect([stack.code, stack.stderr]).toEqual([2, expect.stringContaining(noJson)]);
    const servers = await run(["servers"]);
    expect(servers.stdout).toContain("broken");
    expect(servers.stderr).toContain(noJson);
  });

  it.each([
    ["", "is empty"],
    ["[]", 'has no list "tools"'],
    ["{", "is not JSON"],
  ])("makes no policy: %j", async (text, why) => {
    write(files, text);
    const { code, stdout, stderr } = await run(["suggest", "--server", "files", "--max-risk", "low"]);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(`${files} ${why}, and is not read.`)]);
  });
});

describe("the stack of a place without policies", () => {
  it("that is named ends with 2, as check does", async () => {
    write(files, twoTools);
    mkdirSync(join(repository.folder, "empty"));
    expect(await run(["stack", "nonexist"])).toMatchObject({ code: 2, stdout: "" });
    const { code, stdout, stderr } = await run(["stack", "empty"]);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining('There are no policies in "empty".')]);
  });

  it("and without servers has no result", async () => {
    const { code, stdout, stderr } = await run(["stack"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("There are no policies in the folder ");
    expect(stderr).toContain("No server is imported. Run mcp-policy import.");
  });

  it("lists the servers that no policy is about", async () => {
    write(files, twoTools);
    const { code, stdout, stderr } = await run(["stack", "--format", "csv"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("no policy is about this server")]);
    expect(stderr).toContain("There are no policies in the folder ");
  });

  it("says where it has looked, below the root of the repository", async () => {
    write(files, twoTools);
    write("files.policy.json", policy);
    mkdirSync(join(repository.folder, "below"));
    const { code, stdout } = await run(["stack", "--format", "csv"], "below");
    expect([code, stdout]).toEqual([0, expect.stringContaining("no policy in below is about this server")]);
    write("other/x.policy.json", { version: "1", default: "deny", tools: { odoo_version: {}, odoo_read: {} } });
    expect((await run(["stack", "other", "--format", "csv"])).stdout).toContain(
      "no policy in other is about this server",
    );
  });
});

describe("a policy of a server that is not imported", () => {
  it("has its own open tools in the stack, and none of the bundled server", async () => {
    write("policy.json", { ...policy, tools: { read_text_file: {}, list_directory: {} }, hide: ["write_file"] });
    const { code, stdout } = await run(["stack", "--format", "json"]);
    expect([code, rows(stdout)]).toEqual([
      0,
      ["(not imported) list_directory: allowed", "(not imported) read_text_file: allowed"],
    ]);
  });

  it("is listed, too, when it opens more than its server has", async () => {
    write(files, twoTools);
    write("files.policy.json", { ...policy, tools: { read_file: {}, gone: {} } });
    const { stdout } = await run(["stack", "--format", "json"]);
    expect(rows(stdout)).toEqual(["files gone: allowed", "files read_file: allowed", "files write_file: denied"]);
  });
});
