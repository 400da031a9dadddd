import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli, project, type Run } from "../builtCli";

const servers = resolve(import.meta.dirname, "../../mcp/servers");
const published = (name: string): string => join(project, "node_modules/@modelcontextprotocol", name, "dist/index.js");

describe("servers, import and drift", () => {
  let cli: BuiltCli;
  let ws = "";
  const { HOME } = process.env;
  beforeAll(async () => {
    cli = await buildCli();
    ws = join(cli.folder, "ws");
    mkdirSync(join(ws, ".git"), { recursive: true });
    process.env.HOME = join(cli.folder, "home");
    process.env.FS_SECRET = "s3cret-of-the-server";
    writeFileSync(
      join(ws, ".mcp.json"),
      JSON.stringify({
        mcpServers: {
          files: {
            command: process.execPath,
            args: [published("server-filesystem"), ws],
            env: { FS_SECRET: "${FS_SECRET}", LITERAL: "s3cret-in-the-file" },
          },
          bad: { url: "https://x.example" },
          guarded: {
            command: "mcp-policy",
            args: ["gateway", "no.policy.json", "--", process.execPath, published("server-filesystem"), ws],
          },
          remote: { command: "mcp-policy", args: ["gateway", "no.policy.json", "--url", "https://x.example/mcp"] },
        },
      }),
    );
  });
  afterAll(() => {
    process.env.HOME = HOME;
    delete process.env.FS_SECRET;
    cli.remove();
  });
  const run = (...words: string[]): Promise<Run> => cli.runIn(ws, words);
  const stored = (name: string) => JSON.parse(readFileSync(join(ws, `.mcp-policy/servers/${name}.json`), "utf8"));

  test("lists what clients have, with names of variables and never a value", async () => {
    const { code, stdout, stderr } = await run("servers");
    expect(code).toBe(0);
    expect(stdout).toMatch(/files +no +Claude Code +\.mcp\.json +FS_SECRET, LITERAL/);
    expect(stderr).toContain('.mcp.json, bad: The client skips this entry: an address needs a "type"');
    expect(stdout + stderr).not.toContain("s3cret");
  });

  test("imports the server behind our own gateway, which would leave out tools", async () => {
    const { code, stdout, stderr } = await run("import", "behind", "--from", "guarded");
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining("guarded starts mcp-policy gateway: the server behind"),
    ]);
    expect(stdout).toMatch(/^Imported 1\d tools of behind/);
    expect(stored("behind").source.command).toBe(process.execPath);
    rmSync(join(ws, ".mcp-policy/servers/behind.json"));
    const remote = await run("import", "far", "--from", "remote");
    expect([remote.code, remote.stderr]).toEqual([2, expect.stringContaining("Import the server itself")]);
  });

  test("imports one that was found, stores no secret, and lists it as imported", async () => {
    const { code, stdout, stderr } = await run("import", "fs", "--from", "files");
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^Starting .*server-filesystem.* \(FS_SECRET, LITERAL\)/),
    ]);
    expect(stdout).toMatch(/^Imported 1\d tools of fs into \.mcp-policy\/servers\/fs\.json\.\n$/);
    const file = stored("fs");
    expect(file).toMatchObject({
      format: 1,
      name: "fs",
      source: {
        kind: "command",
        env: ["FS_SECRET", "LITERAL"],
        from: { client: "claude-code", file: ".mcp.json", name: "files" },
      },
      protocol: { era: "legacy", transport: "stdio" },
      imported: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(file)).not.toContain("s3cret");
    const names: string[] = file.tools.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    const { stdout: listed } = await run("servers", "--json");
    expect(JSON.parse(listed).found[0]).toMatchObject({
      name: "files",
      imported: "fs",
      variables: ["FS_SECRET", "LITERAL"],
    });
  });

  test("imports a command; a second time says that nothing has changed", async () => {
    const words = ["import", "mail", "--", process.execPath, join(servers, "modern.mjs"), "--token", "s3cret"];
    expect((await run(...words)).stdout).toBe("Imported 2 tools of mail into .mcp-policy/servers/mail.json.\n");
    expect((await run(...words)).stdout).toContain("mail.json: nothing has changed.");
    expect(stored("mail").source.args).toEqual([join(servers, "modern.mjs"), "--token", "NOT-STORED"]);
    expect(stored("mail").protocol).toEqual({ era: "modern", version: "2026-07-28", transport: "stdio" });
  });

  test("replaces another server only when it is asked to", async () => {
    const of = (...tools: readonly string[]) => JSON.stringify({ tools: tools.map((name) => ({ name })) });
    const take = (answer: string, ...more: readonly string[]) =>
      cli.runIn(ws, ["import", "taken", "--file", "-", ...more], answer);
    await take(of("a", "b"));
    expect(await take(of("c"))).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(
        "mcp-policy: taken is another server here: standard input. Choose another name, or use --replace.",
      ),
    });
    expect(stored("taken").tools).toHaveLength(2);
    const words = ["--", process.execPath, join(servers, "modern.mjs")];
    expect((await run("import", "taken", ...words)).stderr).toContain("taken is another server here: standard input.");
    expect((await run("import", "taken", "--replace", ...words)).code).toBe(0);
    expect((await take(of("c"), "--replace")).stdout).toContain("taken.json: 1 tool added, 2 removed.");
  });

  test("reads a saved answer from standard input", async () => {
    const answer = '{"result": {"tools": [{"name": "b"}, {"name": "a", "inputSchema": {"type": "object"}}]}}';
    const { stdout, stderr } = await cli.runIn(ws, ["import", "saved", "--file", "-"], answer);
    expect(stdout).toBe("Imported 2 tools of saved into .mcp-policy/servers/saved.json.\n");
    expect(stderr).toContain('Tool "b" has no input schema.');
  });

  test("drift: nothing, then what came, went and changed, with exit code 1", async () => {
    const words = ["import", "odd", "--", process.execPath, join(servers, "odd.mjs"), "pages"];
    await run(...words);
    const same = await run("drift", "odd");
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining("odd: 3 tools, nothing has changed since")]);
    const path = join(ws, ".mcp-policy/servers/odd.json");
    const file = stored("odd");
    file.tools[0].description = "another";
    file.tools[1].name = "gone";
    writeFileSync(path, JSON.stringify(file));
    const { code, stdout, stderr } = await run("drift", "odd");
    expect(code).toBe(1);
    expect([same.stderr, stderr].map((each) => each.includes("odd.json was edited since the import"))).toEqual([
      false,
      true,
    ]);
    expect(stdout.split("\n").slice(1)).toEqual(["  + t2", "  - gone", "  ~ t1: description", ""]);
    const annotated = await run("drift", "odd", "--format", "github");
    expect(annotated.stdout).toContain(
      '::warning file=.mcp-policy/servers/odd.json,title=Tool added::odd has a new tool "t2".',
    );
    const json = await run("drift", "odd", "--format", "json", "--ignore", "t1.*");
    expect(JSON.parse(json.stdout)).toMatchObject([{ server: "odd", added: ["t2"], removed: ["gone"], changed: [] }]);
    const config = join(ws, ".mcp-policy/config.json");
    writeFileSync(config, '{"drift": {"ignore": ["t1.*"]}}');
    const configured = await run("drift", "odd", "--format", "json");
    rmSync(config);
    expect(JSON.parse(configured.stdout)).toMatchObject([{ added: ["t2"], removed: ["gone"], changed: [] }]);
  });

  test("drift says what it could not compare", async () => {
    await run("import", "half", "--", process.execPath, join(servers, "odd.mjs"), "cursor is a number");
    const text = await run("drift", "half");
    expect([text.code, text.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^half: 1 tool, nothing has changed since .*\n {2}Not compared: The server's cursor is not text/,
      ),
    ]);
    expect((await run("drift", "half", "--format", "github")).stdout).toContain("title=Not compared::half: The server");
    const json = await run("drift", "half", "--format", "json");
    expect(JSON.parse(json.stdout)[0].leftOut).toEqual([expect.stringContaining("tools may be missing")]);
  });

  test("drift tells GitHub of a server that cannot be asked", async () => {
    const { code, stdout } = await run("drift", "saved", "--format", "github");
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(
        /^::error file=\.mcp-policy\/servers\/saved\.json,title=Not asked::saved cannot be asked: /,
      ),
    ]);
  });

  test("drift without names says that a server from a file is not compared, and ends as the others do", async () => {
    const folder = join(cli.folder, "fromFile");
    mkdirSync(folder);
    const drift = (...words: readonly string[]) => cli.runIn(folder, ["drift", ...words]);
    await cli.runIn(folder, ["import", "saved", "--file", "-"], '{"tools": [{"name": "a"}]}');
    expect(await drift()).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining("saved cannot be asked: ") });
    await cli.runIn(folder, ["import", "odd", "--", process.execPath, join(servers, "odd.mjs"), "pages"]);
    const { code, stdout, stderr } = await drift();
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^odd: 3 tools, nothing has changed since .*\n$/)]);
    expect(stderr).toContain("saved cannot be asked: The tools were read from standard input");
    expect((await drift("--format", "github")).stdout).toMatch(/^::notice file=.*saved\.json,title=Not asked::saved /);
    const [odd, saved] = JSON.parse((await drift("--format", "json")).stdout);
    expect([odd.added, saved.added]).toEqual([[], undefined]);
    expect(saved).toMatchObject({ server: "saved", notAsked: expect.stringContaining("cannot be asked") });
    expect((await drift("odd", "saved")).code).toBe(2);
  });

  test("an import says so where a file has the name of the folder", async () => {
    const elsewhere = join(cli.folder, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, ".mcp-policy"), "");
    const { code, stderr } = await cli.runIn(elsewhere, ["import", "x", "--file", "-"], '{"tools": [{"name": "a"}]}');
    expect([code, stderr]).toEqual([2, expect.stringContaining("is a file, and has to be a folder. Rename it.")]);
  });

  test("the help of an option that may be repeated names no default", async () => {
    for (const command of ["import", "drift", "point"])
      expect((await run(command, "--help")).stdout).not.toContain("[]");
  });

  test("what a person got wrong is a sentence and exit code 2", async () => {
    const wrong = async (...words: string[]) => {
      const { code, stderr } = await run(...words);
      return `${code} ${stderr}`;
    };
    expect(await wrong("import", "x")).toContain("2 mcp-policy: Say how to get the tools: --from");
    expect(await wrong("import", "../x", "--file", "y")).toContain(
      '2 mcp-policy: "../x" cannot be the name of a file.',
    );
    expect(await wrong("import", "x", "--from", "nobody")).toContain('2 mcp-policy: No client has a server "nobody".');
    expect(await wrong("import", "x", "--from", "bad")).toContain("bad cannot be started: The client skips this entry");
    expect(await wrong("import", "x", "--url", "ftp://x")).toContain("ftp://x is not an address of a server");
    expect(await wrong("import", "x", "--url", "https://u:p@x.example")).toContain("Leave the password out");
    const header = await wrong("import", "x", "--url", "https://x.example", "--header", "Authorization=Bearer s3cret");
    expect(header).toContain(
      '--header takes NAME=ENV, the name of a header and of the variable with its value, not "Authorization=…".',
    );
    expect(header).not.toContain("s3cret");
    expect(await wrong("import", "x", "--env", "NOT_SET_HERE", "--", "node")).toContain(
      "Set the environment variable NOT_SET_HERE.",
    );
    expect(await wrong("import", "x", "--", "no-such-program")).toContain(
      'x: There is no program "no-such-program" here.',
    );
    expect(await wrong("drift", "nothing")).toContain("No server is imported as nothing.");
    expect(await wrong("drift", "saved")).toContain("saved cannot be asked: The tools were read from standard input");
  });

  test("a secret that was not stored is asked for again", async () => {
    const { code, stderr } = await run("drift", "mail");
    expect([code, stderr]).toEqual([2, expect.stringContaining("was not stored. Import it again, with a variable")]);
  });

  test("terminal codes in a server's texts reach no terminal", async () => {
    const answer = '{"tools": [{"name": "\\u001b[31mred\\u202e", "inputSchema": {"type": "object"}}]}';
    const { stderr } = await cli.runIn(ws, ["import", "codes", "--file", "-"], answer);
    for (const code of [0x1b, 0x202e]) expect(stderr).not.toContain(String.fromCodePoint(code));
  });

  test("a link is not written through", async () => {
    writeFileSync(join(cli.folder, "mine.json"), "mine");
    symlinkSync(join(cli.folder, "mine.json"), join(ws, ".mcp-policy/servers/link.json"));
    const { code, stderr } = await cli.runIn(ws, ["import", "link", "--file", "-"], '{"tools": []}');
    expect([code, stderr]).toEqual([2, expect.stringContaining("is a link")]);
    expect(readFileSync(join(cli.folder, "mine.json"), "utf8")).toBe("mine");
  });

  test("H4: a file that is a link to a device is named, and hides none of the others", async () => {
    const other = mkdtempSync(join(tmpdir(), "mcp-policy-devices-"));
    try {
      mkdirSync(join(other, ".mcp-policy/servers"), { recursive: true });
      symlinkSync("/dev/zero", join(other, ".mcp-policy/servers/z.json"));
      symlinkSync("/dev/zero", join(other, ".mcp.json"));
      await cli.runIn(other, ["import", "good", "--file", "-"], '{"tools": [{"name": "a", "inputSchema": {}}]}');
      const { code, stdout, stderr } = await cli.runIn(other, ["servers"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/good +yes/);
      expect(stdout).toMatch(/z +broken/);
      expect(stderr).toContain(".mcp.json: This is not a regular file, and is not read.");
      expect(stderr).toContain(".mcp-policy/servers/z.json is not a regular file, and is not read.");
      const drift = await cli.runIn(other, ["drift", "z"]);
      expect([drift.code, drift.stderr]).toEqual([2, expect.stringContaining("z.json is not a regular file")]);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});
