import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands, extensions, type TextDocument } from "vscode";
import type { ExtensionApi } from "../../client/src/extension";
import { cleanUp } from "./cleanUp";
import { mistakenPolicy, problemsOf, replace, showPolicy, until, untilUnderlined } from "./editor";
import { isInBrowser, testOnMachine } from "./onMachine";

suite("language server", () => {
  let document: TextDocument;

  suiteSetup(function () {
    // Processes are found by Linux's means.
    if (!isInBrowser && process.platform !== "linux") this.skip();
  });
  setup(async () => {
    ({ document } = await showPolicy(mistakenPolicy));
    await untilUnderlined(document, '"denied"');
  });
  teardown(cleanUp);

  testOnMachine("processes", "runs once, as a process of its own", () => {
    assert.equal(serverProcesses().length, 1);
  });

  testOnMachine("processes", "is another process after a restart, and goes on with the open policies", async () => {
    const [before] = serverProcesses();
    await commands.executeCommand("mcpPolicy.restartServer");
    const [after] = await until(
      () => {
        const found = serverProcesses();
        return found.length === 1 && found[0] !== before ? found : undefined;
      },
      () => `one process beside ${before}, not ${serverProcesses()}`,
    );
    assert.notEqual(after, before);
    await untilUnderlined(document, '"denied"');
    await expectChecked();
  });

  testOnMachine("processes", "leaves its compiled program to the next one", async () => {
    const [before] = serverProcesses();
    const environment = readFileSync(`/proc/${before}/environ`, "utf8").split("\0");
    const [, folder = ""] = environment.map((each) => /^NODE_COMPILE_CACHE=(.*)/.exec(each)).find(Boolean) ?? [];
    await commands.executeCommand("mcpPolicy.restartServer");
    await until(
      () => (existsSync(folder) && readdirSync(folder, { recursive: true }).length > 1) || undefined,
      () => `compiled programs in ${folder}`,
    );
  });

  test("can be restarted twice at once", async () => {
    await Promise.all([
      commands.executeCommand("mcpPolicy.restartServer"),
      commands.executeCommand("mcpPolicy.restartServer"),
    ]);
    await expectChecked();
    if (!isInBrowser)
      await until(
        () => serverProcesses().length === 1 || undefined,
        () => `one process, not ${serverProcesses()}`,
      );
    const { stack } = extensions.getExtension<ExtensionApi>("mcp-policy-author.mcp-policy-author")?.exports ?? {};
    const before = stack?.store.stack;
    await stack?.store.refresh(true);
    assert.notEqual(stack?.store.stack, before, "the extension's own requests are answered, too");
  });

  testOnMachine("processes", "comes back when its process is killed, and goes on with the open policies", async () => {
    const [before] = serverProcesses();
    assert.ok(before);
    process.kill(before, "SIGKILL");
    await until(() => serverProcesses().some((found) => found !== before) || undefined, "another process");
    await untilUnderlined(document, '"denied"');
    await expectChecked();
  });

  /** Edits are checked: the mistake goes and comes. */
  async function expectChecked(): Promise<void> {
    await replace(document, "denied", "deny");
    await untilUnderlined(document);
    await replace(document, "deny", "refuse");
    await untilUnderlined(document, '"refuse"');
    assert.equal(problemsOf(document.uri).length, 1);
  }
});

/** The server processes of this very window. */
function serverProcesses(): number[] {
  const extension = extensions.getExtension("mcp-policy-author.mcp-policy-author");
  assert.ok(extension);
  const module = join(extension.extensionPath, "dist/server.js");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const words = commandLine(name);
      return words.includes(module) && words.includes(`--clientProcessId=${process.pid}`);
    })
    .map(Number);
}

/** The command line of a process; empty for one that has ended meanwhile. */
function commandLine(processId: string): string[] {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
