/** An agent's server behind a policy: agreed to in a modal, watched in _Calls_, and the policy changed for a call. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { packProbe } from "./packProbe";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const policy = `{
  "version": "1",
  "default": "deny",
  "hide": ["move_file"],
  "tools": {
    "read_text_file": {},
    "list_directory": {
      "limits": [{ "counter": "list_directory_per_hour", "window": "hour", "max": 3, "scope": "grant" }]
    }
  }
}
`;

/** Stands for the agent: calls the tools that VS Code has for it. */
const agent = `
import { commands, lm } from "vscode";
const call = async (name, input) => {
  const found = () => lm.tools.find((each) => each.name.startsWith("mcp_") && each.name.endsWith(name));
  // A server lists its tools a moment after it was started.
  for (let looks = 0; found() === undefined && looks < 300; looks++) await new Promise((next) => setTimeout(next, 50));
  await lm.invokeTool(found().name, { toolInvocationToken: undefined, input });
};
export function activate() {
  commands.registerCommand("probe.List", () => call("list_directory", { path: "." }));
  commands.registerCommand("probe.Write", () => call("write_file", { path: "notes.txt", content: "A note." }));
}`;

describe("a server that runs behind a policy", () => {
  let workbench: Workbench;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "mcp-policy-agent-"));
    workbench = await openWorkbench(
      { "policy.json": policy },
      {
        vsixFiles: [packProbe(folder, agent, ["List", "Write"])],
        prepare: (root) => {
          symlinkSync(resolve("node_modules/@modelcontextprotocol/server-filesystem"), join(root, "server"));
          const files = { command: "node", args: ["server/dist/index.js", "."] };
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the client reads.
          const headers = { Authorization: "Bearer ${ISSUES_TOKEN}" };
          const issues = { type: "http", url: "https://mcp.example.com/mcp", headers };
          writeFileSync(join(root, ".mcp.json"), JSON.stringify({ mcpServers: { files, issues } }));
        },
      },
    );
  });
  afterAll(async () => {
    await workbench?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const dialog = () => workbench.page.locator(".monaco-dialog-box");
  const quickRows = () => workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  const calls = (text: string) =>
    workbench.page.locator(".pane-body .monaco-list-row[aria-level='1']", { hasText: text });

  it("is reached only after a modal that shows its address and the variables of its headers", async () => {
    await workbench.open("policy.json");
    await workbench.run("MCP Policy: Run a Server Through This Policy");
    const issues = quickRows().filter({ hasText: "https://mcp.example.com/mcp" }).first();
    await issues.waitFor();
    await issues.click();
    await dialog().waitFor();
    const text = await dialog().innerText();
    expect(text).toContain("Reach this server, with policy.json in front of it?");
    expect(text).toContain("https://mcp.example.com/mcp");
    expect(text).toContain("It gets these headers: Authorization from ISSUES_TOKEN");
    expect(text).toContain('VS Code also has "issues" of .mcp.json, without a policy');
    await workbench.picture("run through policy at an address");
    await dialog().locator(".monaco-button", { hasText: "Cancel" }).click();
    await dialog().waitFor({ state: "detached" });
  });

  it("is started after a modal that shows its command, which opens the view of its calls", async () => {
    const { page } = workbench;
    await workbench.open("policy.json");
    await workbench.run("MCP Policy: Run a Server Through This Policy");
    await quickRows().filter({ hasText: "files" }).first().waitFor();
    await page.keyboard.type("files");
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "files" }).waitFor();
    await page.keyboard.press("Enter");
    await dialog().waitFor();
    const text = await dialog().innerText();
    expect(text).toContain("node server/dist/index.js .");
    expect(text).toContain("It gets no variables");
    expect(text).toContain('VS Code also has "files" of .mcp.json, without a policy');
    await workbench.picture("run through policy", "gateway-run");
    await dialog().locator(".monaco-button", { hasText: "Run" }).click();
    await page.locator(".part.sidebar", { hasText: "Calls" }).waitFor();
    await page.locator(".part.sidebar", { hasText: "No calls through the policy yet." }).waitFor();
    await workbench.picture("before the first call");
  });

  it("has its calls listed as they come, with the decision in words and the counter", async () => {
    await workbench.run("Probe List");
    await calls("list_directory").filter({ hasText: "allowed" }).filter({ hasText: "1 of 3 this hour" }).waitFor();
    await write();
    const denied = calls("write_file").filter({ hasText: "denied" });
    await denied.waitFor();
    await denied.click();
    await workbench.page.locator(".pane-body .monaco-list-row", { hasText: "not permitted by policy" }).waitFor();
    await workbench.picture("calls", "gateway-calls");
  });

  it("gets a call through after its policy is changed for it, from the list", async () => {
    const { page } = workbench;
    await calls("write_file").first().hover();
    const change = calls("write_file").first().locator(".action-label[aria-label^='Change Policy']");
    await workbench.gesture(() => change.click(), quickRows());
    await workbench.picture("change policy for call");
    await page.keyboard.press("Enter");
    await eventually(async () =>
      expect(JSON.parse(workbench.readFile("policy.json")).tools).toHaveProperty("write_file"),
    );
    await write();
    await calls("write_file").filter({ hasText: "allowed" }).waitFor();
    await eventually(async () => expect(workbench.readFile("notes.txt")).toBe("A note."));
    await workbench.picture("calls after change");
  });

  it("becomes a test of the policy", async () => {
    const { page } = workbench;
    await calls("write_file").first().hover();
    const save = calls("write_file").first().locator(".action-label[aria-label^='Save as Test']");
    const name = page.locator(".quick-input-widget:visible .quick-input-title", { hasText: "Save as test" });
    await workbench.gesture(() => save.click(), name);
    await page.keyboard.press("Enter");
    await eventually(async () =>
      expect(JSON.parse(workbench.readFile("policy.policy-test.json")).tests[0].calls[0]).toMatchObject({
        tool: "write_file",
        expect: { decision: "allow" },
      }),
    );
  });

  /** The agent writes a file, which VS Code asks about first. */
  async function write(): Promise<void> {
    await workbench.run("Probe Write");
    await dialog().waitFor();
    await dialog().locator(".monaco-button", { hasNotText: "Cancel" }).first().click();
    await dialog().waitFor({ state: "hidden" });
  }
});
