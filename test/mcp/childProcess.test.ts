import { describe, expect, test } from "vitest";
import { childEnvironment } from "../../server/src/mcp/childEnvironment";
import { type Child, type ChildOptions, startChild } from "../../server/src/mcp/childProcess";

function node(script: string, options?: ChildOptions, env: Record<string, string> = {}): Child {
  return startChild({ command: process.execPath, args: ["-e", script], env: childEnvironment(env) }, options);
}

async function output(child: Child): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout) text += chunk;
  return text;
}

/** Resolves when a process is gone; a test that waits for one that stays fails by its time limit. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a child process", () => {
  test("ends when its input is closed, and says how", async () => {
    const child = node("process.stdin.on('end', () => process.exit(7)).resume()");
    await child.end();
    expect(await child.exited).toEqual({ kind: "exited", code: 7 });
  });

  test("is ended with the process that it started, also when both ignore the request", async () => {
    const grandchild = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); console.log(process.pid)";
    const child = node(
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6);
       require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`,
      { grace: 40 },
    );
    const pid = Number(String((await child.stdout[Symbol.asyncIterator]().next()).value));
    await child.end();
    await gone(pid);
    expect(await child.exited).toEqual({ kind: "killed", signal: "SIGKILL" });
  });

  test("a wrapper that ends and leaves its child behind takes it along", async () => {
    const child = node(
      `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
       process.stdout.write(String(pid), () => process.exit())`,
      { grace: 40 },
    );
    const pid = Number(String((await child.stdout[Symbol.asyncIterator]().next()).value));
    await child.exited;
    await child.end();
    await gone(pid);
  });

  test("a program that is not there is a sentence, not an exception", async () => {
    const child = startChild({ command: "no-such-program-here", args: [], env: childEnvironment({}) });
    expect(await child.exited).toEqual({
      kind: "not started",
      why: 'There is no program "no-such-program-here" here.',
    });
    await child.end();
  });

  test("keeps the end of standard error, however long it is", async () => {
    const child = node("process.stderr.write('x'.repeat(1e6)); process.stderr.write('\\nno token: set TOKEN\\n')");
    await child.exited;
    expect(child.errorOutput().length).toBeLessThanOrEqual(4_000);
    expect(child.errorOutput()).toMatch(/x\nno token: set TOKEN$/);
    await child.end();
  });

  test("gets what every program needs and what it is given, and none of the other variables", async () => {
    process.env.MCP_POLICY_TEST_SECRET = "s3cret";
    const child = node("console.log(JSON.stringify(process.env))", undefined, { GIVEN: "yes" });
    const environment = JSON.parse(await output(child));
    delete process.env.MCP_POLICY_TEST_SECRET;
    expect(environment).toMatchObject({ GIVEN: "yes", PATH: process.env.PATH });
    expect(environment).not.toHaveProperty("MCP_POLICY_TEST_SECRET");
    await child.end();
  });

  test("leaves no listener of signals behind", async () => {
    const before = process.listenerCount("SIGINT");
    const child = node("");
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    await child.end();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
