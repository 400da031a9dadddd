/** `mcp-policy gateway` as a process, between a client and a server. */
import type { ChildProcess } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli, finished } from "../cli/builtCli";
import { callLine, deniedText } from "./decided";

const spy = join(import.meta.dirname, "spyServer.mjs");
const policy = {
  version: "1",
  default: "deny",
  hide: ["secret"],
  tools: { read: {}, fails: {}, send: { limits: [{ counter: "c", window: "day", max: 2, scope: "grant" }] } },
};

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const path = (name: string) => join(cli.folder, name);
const write = (value: object | string) =>
  writeFileSync(path("p.json"), typeof value === "string" ? value : JSON.stringify(value));
const seen = () => readFileSync(path("seen"), "utf8");

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

/** A gateway that is talked to line by line. */
function start(options: readonly string[] = [], how = "") {
  const child = cli.start(["gateway", "p.json", ...options, "--", process.execPath, spy, "seen", how]);
  const lines: AsyncIterator<string> = createInterface({ input: child.stdout ?? process.stdin })[
    Symbol.asyncIterator
  ]();
  const end = finished(child);
  const started = {
    child,
    end,
    send: (text: string | Buffer) => void child.stdin?.write(text),
    next: async (): Promise<string> => (await lines.next()).value,
  };
  running.push(child);
  return started;
}

describe("a gateway", () => {
  it("passes bytes both ways, and denies by the policy", async () => {
    write(policy);
    const { send, next, child, end } = start();
    const line =
      '{"jsonrpc":"2.0", "id":1,"method":"tools/call","params":{"arguments":{"n":9007199254740993},"name":"read"}}\n';
    send(line);
    expect(await next()).toContain('"id":1,"result":{"content"');
    send(callLine("secret", {}, 2));
    expect(deniedText(await next())).toBe('[POLICY DENIED] Tool "secret" is hidden by policy');
    send('{"jsonrpc":"2.0","id":3,"method":"tools/list"}\n');
    expect(JSON.parse(await next()).result.tools.map(({ name }: { name: string }) => name)).toEqual(["read", "send"]);
    child.stdin?.end();
    expect(await end).toMatchObject({ code: 0, stderr: "spy is up\n" });
    expect(seen()).toBe(`${line}{"jsonrpc":"2.0","id":3,"method":"tools/list"}\n`);
  });

  it("passes messages whose chunks end anywhere, and several in one chunk", async () => {
    write(policy);
    const { send, next } = start();
    const bytes = Buffer.from(
      `${callLine("read", { t: "größe 𐌀" }, 1)}${callLine("secret", {}, 2)}${callLine("read", {}, 3)}`,
    );
    for (const byte of bytes) send(Buffer.of(byte));
    const ids = [await next(), await next(), await next()].map((each) => JSON.parse(each).id);
    expect(ids.toSorted()).toEqual([1, 2, 3]);
    expect(seen()).toBe(`${callLine("read", { t: "größe 𐌀" }, 1)}${callLine("read", {}, 3)}`);
  });

  it("takes a new version of the policy at the next call, also when it is replaced or removed", async () => {
    write(policy);
    const { send, next, end, child } = start();
    send(callLine("other"));
    expect(deniedText(await next())).toMatch(/not permitted by policy$/);
    write({ ...policy, default: "allow" });
    send(callLine("other"));
    expect(await next()).toContain("content");
    writeFileSync(path("next.json"), JSON.stringify(policy));
    renameSync(path("next.json"), path("p.json"));
    send(callLine("other"));
    expect(deniedText(await next())).toMatch(/not permitted by policy$/);
    rmSync(path("p.json"));
    send(callLine("read"));
    expect(deniedText(await next())).toBe("[POLICY DENIED] No policy is in force. There is no file p.json.");
    write("{");
    send(callLine("read"));
    expect(deniedText(await next())).toMatch(/^\[POLICY DENIED\] The policy has /);
    write(policy);
    send(callLine("read"));
    expect(await next()).toContain("content");
    child.stdin?.end();
    expect((await end).stderr).toContain("There is no file p.json. Every call is denied until it is fixed.");
  });

  it.each(["--observe", "--on-error=allow"])("says that calls go through without a policy: %s", async (option) => {
    write("{");
    const { send, next, child, end } = start([option]);
    send(callLine("read"));
    expect(await next()).toContain('"result":{"content"');
    child.stdin?.end();
    const { stderr } = await end;
    expect(stderr).toContain("Calls are let through until it is fixed.");
    expect(stderr).not.toContain("is denied");
  });

  it("goes on with the last good version if that is asked for, but has none at the start", async () => {
    write("{");
    const { send, next } = start(["--keep-last-good"]);
    send(callLine("read"));
    expect(deniedText(await next())).toMatch(/^\[POLICY DENIED\]/);
    write(policy);
    send(callLine("read"));
    expect(await next()).toContain("content");
    write("{");
    send(callLine("read"));
    expect(await next()).toContain("content");
    send(callLine("other"));
    expect(deniedText(await next())).toMatch(/not permitted by policy$/);
  });

  it("gives a count back when the server answers with an error", async () => {
    write({ ...policy, tools: { fails: policy.tools.send } });
    const { send, next } = start();
    for (const id of [1, 2, 3]) {
      send(callLine("fails", {}, id));
      expect(await next()).toContain("-32603");
    }
  });

  it("leaves lines that are no messages in the server's output", async () => {
    write(policy);
    const { next, send } = start([], "noisy");
    expect(await next()).toBe("starting…");
    send(callLine("read"));
    expect(await next()).toContain("content");
  });

  it("ends with the server, says so once with its last words, and has its exit code", async () => {
    write(policy);
    const { end } = start([], "die");
    const { code, stderr } = await end;
    expect(code).toBe(3);
    expect(stderr).toBe(
      "spy is up\nthe token is missing\nmcp-policy: The server has ended with exit code 3. It said last: spy is up the token is missing\n",
    );
  });

  it("passes a signal, and ends with the exit code of the server", async () => {
    write(policy);
    const { child, end, send, next } = start([], "stay");
    send(callLine("read"));
    await next();
    child.kill("SIGTERM");
    expect((await end).code).toBe(9);
    expect(seen()).toContain("SIGTERM\n");
  });

  it("says when the server cannot be started", async () => {
    write(policy);
    const { code, stderr } = await cli.run(["gateway", "p.json", "--", "no-such-program-here"]);
    expect(code).toBe(127);
    expect(stderr).toContain('There is no program "no-such-program-here" here.');
  });

  it("needs a server, and a policy that is a file", async () => {
    write(policy);
    expect(await cli.run(["gateway", "p.json"])).toMatchObject({ code: 2, stdout: "" });
    expect(await cli.run(["gateway", "-", "--", "true"])).toMatchObject({ code: 2, stdout: "" });
  });

  it.each([
    [["--log-values"], "--log-values and --log-sync are about the log: add --log, or leave them out."],
    [["--log-sync"], "--log-values and --log-sync are about the log: add --log, or leave them out."],
    [
      ["--listen", "0", "--grant", "a", "--tokens", "tokens.json"],
      "--tokens says the grant of each call: leave out --grant.",
    ],
    [["--log", "l", "--redact", "args.x"], "--redact is about values: add --log-values, or leave it out."],
    ...["app.example.com", "*", "", "https://app.example.com/path", "app.example.com:443"].map(
      (origin): [string[], string] => [
        ["--listen", "0", "--allow-origin", origin],
        `${JSON.stringify(origin)} is not the origin of web pages, such as "https://app.example.com".`,
      ],
    ),
    ...["password", "args", "args.", "args.pass*", "args.list[0]", "args.list[].key", "args.a..b"].map(
      (path): [string[], string] => [
        ["--log", "l", "--log-values", "--redact", path],
        `${path} is not the path of an argument, such as args.password.`,
      ],
    ),
  ])("refuses options that would do nothing: %j", async (options, sentence) => {
    write(policy);
    const { code, stderr } = await cli.run(["gateway", "p.json", ...options, "--", "true"]);
    expect(stderr).toBe(`mcp-policy: ${sentence}\n`);
    expect(code).toBe(2);
  });
});
