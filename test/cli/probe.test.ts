import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli, project } from "./builtCli";

const naive = {
  ssh_execute: { require: [condition("command", "regex", "^(ls|cat) ")] },
  read_file: { require: [condition("path", "regex", "^/srv/share/")] },
  fetch: { require: [condition("url", "contains", "acme.com")] },
  odoo_search_read: { require: [condition("model", "neq", "res.users")] },
  execute_command: {},
};

function condition(name: string, op: string, value: string): object {
  return { conditions: [{ path: `args.${name}`, op, value }], on_deny: "No." };
}

interface PrintedProbe {
  readonly tools: readonly {
    readonly tool: string;
    readonly holes: readonly {
      readonly kind: string;
      readonly arguments: object;
      readonly says: string;
      readonly range: object;
    }[];
    readonly notKnown: readonly string[];
  }[];
  readonly policy: readonly { readonly kind: string }[];
  readonly notKnown: string | null;
}

describe("probe", () => {
  let cli: BuiltCli;
  const write = (name: string, text: string): void => writeFileSync(join(cli.folder, name), text);
  beforeAll(async () => {
    cli = await buildCli();
    write("naive.policy.json", JSON.stringify({ version: "1", default: "deny", tools: naive }, null, 2));
    write("broken.policy.json", `{"version": "1", "default": "deny", "tools": 1}`);
    write("hidden.policy.json", JSON.stringify({ version: "1", default: "deny", hide: ["read_file"], tools: naive }));
  });
  afterAll(() => cli.remove());

  const probe = async (...words: string[]): Promise<{ code: number | null; found: PrintedProbe }> => {
    const { code, stdout } = await cli.runIn(cli.folder, ["probe", ...words, "--format", "json"]);
    return { code, found: JSON.parse(stdout) };
  };

  test("every naive rule has a call that gets through, and simulate allows it", async () => {
    const { code, found } = await probe("naive.policy.json");
    expect(code).toBe(1);
    const kinds = found.tools.map(({ tool, holes }) => [tool, holes.map(({ kind }) => kind)]);
    expect(kinds).toEqual([
      ["ssh_execute", ["command-chaining"]],
      ["read_file", ["path-escapes"]],
      ["fetch", ["host-escapes"]],
      ["odoo_search_read", ["deny-list-of-names"]],
      ["execute_command", []],
    ]);
    for (const { tool, holes } of found.tools)
      for (const hole of holes) {
        const args = JSON.stringify(hole.arguments);
        const simulated = await cli.runIn(cli.folder, ["simulate", "naive.policy.json", tool, "--args", args]);
        expect([args, simulated.code]).toEqual([args, 0]);
      }
    expect(found.policy.map(({ kind }) => kind)).toContain("no-limit");
  });

  test.each([
    ["^https://example.com/", "https://example-com/"],
    ["^https://(?:api.)?example.com/", "https://example-com/"],
  ])("the call behind the dot of %s is not one that was meant", async (value, url) => {
    const tools = { fetch_page: { require: [condition("url", "regex", value)] } };
    write("dot.policy.json", JSON.stringify({ version: "1", default: "deny", tools }));
    const { found } = await probe("dot.policy.json");
    expect(found.tools.flatMap(({ holes }) => holes.map((hole) => [hole.kind, hole.arguments]))).toEqual([
      ["unescaped-dot", { url }],
    ]);
  });

  test("a tool that no catalogue lists is not judged, and that is said", async () => {
    const { code, found } = await probe("naive.policy.json", "execute_command");
    expect([code, found.tools]).toEqual([
      0,
      [{ tool: "execute_command", holes: [], notKnown: [expect.stringContaining("Nothing was judged")] }],
    ]);
  });

  test("nothing is said of a hidden tool, whose calls are all denied", async () => {
    const { found } = await probe("hidden.policy.json");
    expect(found.tools.map(({ tool }) => tool)).not.toContain("read_file");
    const hidden = await cli.runIn(cli.folder, ["probe", "hidden.policy.json", "read_file"]);
    expect([hidden.code, hidden.stdout]).toEqual([0, 'Every call of "read_file" is denied: it is hidden.\n']);
    expect(await probe("hidden.policy.json", "read_file")).toMatchObject({ code: 0, found: { tools: [] } });
  });

  test("every call of a tool that is not listed is denied, and a name that nothing knows is a mistake", async () => {
    const real = await cli.runIn(cli.folder, ["probe", "naive.policy.json", "odoo_write"]);
    expect([real.code, real.stdout]).toEqual([0, 'Every call of "odoo_write" is denied: it is not listed.\n']);
    const misspelt = await cli.runIn(cli.folder, ["probe", "naive.policy.json", "odoo_wriet"]);
    expect([misspelt.code, misspelt.stdout]).toEqual([2, ""]);
    expect(misspelt.stderr).toContain('include "odoo_wriet". Did you mean "odoo_write"?');
  });

  test("a policy that the gateway would refuse is not known", async () => {
    const { code, found } = await probe("broken.policy.json");
    expect([code, found.tools]).toEqual([3, []]);
    expect(found.notKnown).toContain("The gateway would refuse the policy");
  });

  test("nothing gets past the sample's rules", async () => {
    const { code, found } = await probe(resolve(project, "samples/odoo-accounting.policy.json"));
    expect([code, found.tools.flatMap(({ holes }) => holes)]).toEqual([0, []]);
  });

  test("prints SARIF with the call at the condition, and text with the place", async () => {
    const words = ["probe", "naive.policy.json", "read_file", "--root", "."];
    const sarif = JSON.parse((await cli.runIn(cli.folder, [...words, "--format", "sarif"])).stdout);
    expect(sarif.runs[0].results).toEqual([
      expect.objectContaining({
        ruleId: "path-escapes",
        message: { text: expect.stringContaining('Call: {"path":"/srv/share/../../etc/passwd"}') },
      }),
    ]);
    const text = (await cli.runIn(cli.folder, words)).stdout;
    expect(text).toContain('gets through  {"path":"/srv/share/../../etc/passwd"}');
    expect(text).toContain("1 tool probed, 1 call found that gets through");
  });
});
