import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

describe("classify", () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli.remove());

  test("judges each tool of an answer, with reasons and a rule", async () => {
    const answer = {
      jsonrpc: "2.0",
      id: 1,
      result: { tools: [{ name: "delete_file" }, { name: "list_files" }, { name: "x" }] },
    };
    const { code, stdout, stderr } = await cli.run(["classify", "-", "-f", "json"], JSON.stringify(answer));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        name: "delete_file",
        category: "Destructive",
        risk: "Critical",
        confidence: "derived",
        evidence: [{ from: "name", text: 'the name says "delete"' }],
        recommended: "hide",
      },
      expect.objectContaining({ name: "list_files", category: "Read", risk: "Low", recommended: {} }),
      expect.objectContaining({
        name: "x",
        category: "Unknown",
        risk: "Unknown",
        confidence: "not known",
        recommended: null,
      }),
    ]);
    expect(stderr).toContain("1 of 3 tools could not be judged.");
  });

  test("lists what is unknown first, then the most dangerous", async () => {
    const { stdout } = await cli.run(["classify", "-"], '[{"name":"list_a"},{"name":"zzz"},{"name":"drop_a"}]');
    expect(stdout.split("\n").map((line) => line.split(" ")[0])).toEqual(["RISK", "Unknown", "Critical", "Low", ""]);
  });

  test("what is nested without end loses no list, and lists nothing by itself", async () => {
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const list = `{"tools":[{"name":"drop_a","inputSchema":{"default":${deep}}},{"name":"list_b"}]}`;
    const { code, stdout } = await cli.run(["classify", "-"], list);
    expect([code, stdout]).toEqual([0, expect.stringContaining("list_b")]);
    const endless = await cli.run(["classify", "-"], "[".repeat(100_000));
    expect([endless.code, endless.stderr]).toEqual([2, expect.stringContaining("lists no tools")]);
  });

  test("a list that is cut off is said", async () => {
    const { stderr } = await cli.run(["classify", "-"], '{"tools": [{"name": "list_a"}, {"name": "dro');
    expect(stderr).toContain("The text is not valid JSON: tools may be missing.");
  });

  test("a file that lists no tools is said to be none", async () => {
    const { code, stderr } = await cli.run(["classify", "-"], "{}");
    expect([code, stderr]).toEqual([2, expect.stringContaining("lists no tools")]);
  });
});
