/** What a person sees before a server is started, when it is asked again, and before a client's file is written. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const clientFile = `{
  // What our agents may use.
  "servers": {
    "notes": {
      "command": "node",
      "args": ["notes.mjs", "read_note", "write_note"],
      "env": { "NOTES_TOKEN": "s3cret-value" }
    }
  }
}
`;
/** A server that lists the tools that its command line names, and leaves a file when it was started. */
const server = `
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
writeFileSync("started.txt", "");
const tools = process.argv.slice(2).map((name) => ({ name, inputSchema: { type: "object" } }));
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) continue;
  if (method === "server/discover") console.log(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32601, message: "Not found" } }));
  else {
    const first = { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "notes", version: "1" } };
    console.log(JSON.stringify({ jsonrpc: "2.0", id, result: method === "initialize" ? first : { tools } }));
  }
}`;

describe("servers", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({
      ".vscode/mcp.json": clientFile,
      "notes.mjs": server,
      "notes.policy.json": '{\n  "version": "1",\n  "default": "allow",\n  "tools": { "write_note": {} }\n}\n',
    });
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const rows = () => workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  const row = (text: string) => rows().filter({ hasText: text }).first();
  const dialog = () => workbench.page.locator(".monaco-dialog-box");
  const button = (text: string) => dialog().locator(".monaco-button", { hasText: text });
  const toast = (text: string) => workbench.page.locator(".notification-toast", { hasText: text });
  const stored = ".mcp-policy/servers/notes.json";
  const isThere = (file: string) => existsSync(join(workbench.folder, file));

  /** As far as the modal of an import. */
  const importNotes = async () => {
    await workbench.run("MCP Policy: Import Tools from a Server");
    await row("notes").waitFor();
    await row("notes").click();
    await workbench.page.locator(".quick-input-widget:visible", { hasText: "Your name for the server" }).waitFor();
    await workbench.page.keyboard.press("Enter");
    await dialog().waitFor();
  };

  it("are started only after a modal that names the command, the variables and the file; cancel starts nothing", async () => {
    await importNotes();
    const text = await dialog().innerText();
    expect(text).toContain("Start this program and ask it for its tools?");
    expect(text).toContain("node notes.mjs read_note write_note");
    expect(text).toContain("It gets these variables: NOTES_TOKEN");
    expect(text).toContain("Found in .vscode/mcp.json (VS Code)");
    expect(text).not.toContain("s3cret");
    await workbench.picture("import modal", "import-modal");
    await button("Cancel").click();
    await dialog().waitFor({ state: "detached" });
    expect(isThere("started.txt") || isThere(stored)).toBe(false);
  });

  it("are imported when the person agrees", async () => {
    await importNotes();
    await button("Start").click();
    await toast("Imported 2 tools of notes").waitFor();
    expect(isThere("started.txt")).toBe(true);
    expect(workbench.readFile(stored)).not.toContain("s3cret");
    expect(JSON.parse(workbench.readFile(stored)).tools).toHaveLength(2);
  });

  it("serve their policy once imported: the status names them, completion offers their tools, the stack has them", async () => {
    const { page } = workbench;
    const suggestion = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "read_note" });
    await workbench.open("notes.policy.json");
    const status = page.locator(".statusbar-item[id*='languageStatus']").first();
    const shownStatus = page.locator(".workbench-hover:visible", { hasText: "Server notes" });
    await workbench.gesture(() => status.hover(), shownStatus);
    expect(await shownStatus.innerText()).toContain("2 tools");
    await workbench.picture("status of an imported server");
    await workbench.goTo(4, 14);
    await workbench.gesture(() => page.keyboard.press("Control+Space"), suggestion);
    await workbench.picture("completion of an imported server");
    await page.keyboard.press("Escape");
    await workbench.run("MCP Policy: What Your Agents Can Call");
    const tableRow = (name: string) => workbench.simulator().locator("tbody tr", { hasText: name });
    await tableRow("read_note").waitFor();
    expect(await tableRow("write_note").innerText()).toContain("notes.policy.json");
    await workbench.picture("stack of an imported server");
    await workbench.closeAll();
  });

  it("are asked again from the palette: what has changed is a list, and the import stays as it was", async () => {
    const before = workbench.readFile(stored);
    workbench.writeFile(".vscode/mcp.json", clientFile.replace('"write_note"', '"delete_note"'));
    await workbench.run("MCP Policy: Check for Drift");
    await row("notes").waitFor();
    await row("notes").click();
    await dialog().waitFor();
    expect(await dialog().innerText()).toContain("node notes.mjs read_note delete_note");
    await button("Start").click();
    await row("- write_note").waitFor();
    const texts = (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    expect(texts).toEqual([
      'notes.policy.json: "delete_note" is new, and "default": "allow" lets it through.',
      'notes.policy.json: names "write_note", which is gone.',
      "+ delete_note",
      "- write_note",
      "Import Again…",
    ]);
    await workbench.picture("drift", "drift");
    await workbench.page.keyboard.press("Escape");
    expect(workbench.readFile(stored)).toBe(before);
  });

  it("are one action in the view MCP Policy, which says so when nothing has changed", async () => {
    workbench.writeFile(".vscode/mcp.json", clientFile);
    const icon = workbench.page.locator(".activitybar .action-item a[aria-label^='MCP Policy']");
    const inView = workbench.page.locator(".pane-body .monaco-list-row:visible", { hasText: "notes.policy.json" });
    await workbench.gesture(() => icon.click(), inView);
    await inView.first().hover();
    const action = inView.first().locator(".action-label[aria-label^='Check for Drift']");
    await workbench.gesture(() => action.click(), dialog());
    await button("Start").click();
    await toast("notes: nothing has changed since").waitFor();
    await workbench.picture("no drift");
  });

  it("are pointed at a gateway by a comparison with the client's file, which is written or copied when asked", async () => {
    const { page } = workbench;
    const entry = () => JSON.parse(workbench.readFile(".mcp.json")).mcpServers;
    const point = async () => {
      await workbench.run("MCP Policy: Point a Client at the Gateway");
      const claudeCode = rows().filter({ hasText: "Claude Code" }).filter({ hasText: "this workspace" });
      await claudeCode.first().click();
      for (const title of ["Address of the gateway", "grant token", "name in the client"]) {
        await page.locator(".quick-input-widget:visible", { hasText: title }).waitFor();
        // The address that is offered has no server yet.
        if (title === "Address of the gateway") await page.keyboard.type("one/");
        await page.keyboard.press("Enter");
      }
      await toast("Write the entry into .mcp.json?").waitFor();
    };
    await point();
    await page.locator(".monaco-diff-editor").first().waitFor();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the client reads.
    await eventually(async () => expect(await workbench.editorText()).toContain("Bearer ${POLICYLAYER_TOKEN}"));
    await workbench.picture("point a client", "point-client");
    expect(isThere(".mcp.json")).toBe(false);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await toast("Write the entry").locator(".monaco-button", { hasText: "Copy Entry" }).click();
    await eventually(async () =>
      expect(await page.evaluate("navigator.clipboard.readText()")).toContain('"gateway": {'),
    );
    expect(isThere(".mcp.json")).toBe(false);
    await point();
    await toast("Write the entry").locator(".monaco-button", { hasText: "Write File" }).click();
    await eventually(async () => expect(entry()).toHaveProperty("gateway"));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the client reads.
    expect(entry().gateway.headers).toEqual({ Authorization: "Bearer ${POLICYLAYER_TOKEN}" });
    await page.locator(".tab.active[data-resource-name='.mcp.json']").waitFor();
    // It takes the focus later than that, and the palette of the next test would lose it.
    await page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
  });

  it("are named by the status as soon as one is chosen, with the link to another choice in sight", async () => {
    const { page } = workbench;
    workbench.writeFile(
      "policy.json",
      '{\n  "version": "1",\n  "default": "deny",\n  "tools": { "write_note": {}, "odoo_unlink": {} }\n}\n',
    );
    await workbench.closeAll();
    await page.locator(".activitybar .action-item a[aria-label^='Explorer']").click();
    await workbench.open("policy.json");
    const choose = page.locator(".codelens-decoration a", { hasText: "Choose the server that this policy is about" });
    await choose.waitFor();
    const status = page.locator(".statusbar-item[id*='languageStatus']").first();
    const hover = (text: string) => page.locator(".workbench-hover:visible", { hasText: text });
    await workbench.gesture(() => status.hover(), hover("Server not clear"));
    const link = await hover("Server not clear").getByText("Change…").boundingBox();
    const box = await hover("Server not clear").boundingBox();
    expect((link?.x ?? 0) + (link?.width ?? 0)).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
    await page.keyboard.press("Escape");
    await page.mouse.move(600, 400);
    await workbench.gesture(() => choose.click(), row("notes"));
    await row("notes").click();
    await choose.waitFor({ state: "detached" });
    await workbench.gesture(async () => {
      await page.mouse.move(600, 400);
      await status.hover();
    }, hover("Server notes"));
    await workbench.picture("status of a chosen server");
  });

  it("show the same in dark and high contrast", async () => {
    for (const [theme, base] of [
      ["Default Dark Modern", "vs-dark"],
      ["Default High Contrast", "hc-black"],
    ] as const) {
      await workbench.useTheme(theme);
      await importNotes();
      await workbench.picture(`import modal ${base}`);
      await button("Cancel").click();
      await dialog().waitFor({ state: "detached" });
    }
  });
});
