import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { hostSettings } from "../vscodeHost/hostSettings.mjs";
import { openBrowser } from "../vscodeHost/openBrowser.mjs";
import { serveWorkbench } from "../vscodeHost/serveWorkbench.mjs";
import { startHost } from "../vscodeHost/startHost.mjs";

const screenshots = fileURLToPath(new URL("screenshots/", import.meta.url));
const documentedImages = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** How long a person would wait before calling it broken. */
const patience = 15_000;

/** A VS Code with the packed extension, and a person in front of it. */
export interface Workbench {
  readonly page: Page;
  /** Hosts outside this machine that the page asked for. */
  readonly refusedHosts: ReadonlySet<string>;
  /** The folder that is open. */
  readonly folder: string;
  /** Opens a file from the explorer, by its path in the workspace. */
  open(file: string): Promise<void>;
  /** Runs a command from the palette. */
  run(command: string): Promise<void>;
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Repeats a gesture until what it brings up is there: the workbench may lose a key chord. */
  gesture(act: () => Promise<unknown>, target: Locator): Promise<void>;
  /** Saves the active editor, and waits until nothing is left to save: a save may still be at work when the disk is right. */
  save(): Promise<void>;
  /** Saves and closes all editors; nothing asks about unsaved files. */
  closeAll(): Promise<void>;
  /** The text of the editor as far as it is on the screen. */
  editorText(): Promise<string>;
  /** A file of the workspace as it is on the disk. */
  readFile(file: string): string;
  /** Writes a file of the workspace on the disk. */
  writeFile(file: string, text: string): void;
  /** Chooses a colour theme, and waits until it is on the screen. */
  useTheme(theme: Theme): Promise<void>;
  /** The simulator's page. */
  simulator(): FrameLocator;
  /** Keeps a picture in `screenshots`; with UPDATE_IMAGES=1 also as the named picture of the documentation. */
  picture(name: string, documented?: string): Promise<void>;
  close(): Promise<void>;
}

/** VS Code's own themes, each with the end of the class by which the workbench says that it shows it. */
export const themes = {
  "Default Dark Modern": "-dark_modern",
  "Default Light Modern": "-light_modern",
  "Default Dark+": "-dark_plus",
  "Default Light+": "-light_plus",
  "Default High Contrast": "-hc_black",
  "Default High Contrast Light": "-hc_light",
  "Solarized Dark": "-solarized-dark-color-theme",
  "Solarized Light": "-solarized-light-color-theme",
  Monokai: "-monokai-color-theme",
  "Visual Studio Dark": "-dark_vs",
  "Visual Studio Light": "-light_vs",
  "Quiet Light": "-quietlight-color-theme",
  "Kimbie Dark": "-kimbie-dark-color-theme",
  Abyss: "-abyss-color-theme",
} as const;

type Theme = keyof typeof themes;

/** Opens a workspace of these files (name → text) in a VS Code that has nothing but our extension and those named. */
export async function openWorkbench(
  files: Readonly<Record<string, string>>,
  {
    settings = {},
    width = 1280,
    height = 800,
    vsixFiles = [],
    language,
    prepare,
    inBrowser = false,
  }: {
    settings?: Record<string, unknown>;
    width?: number;
    height?: number;
    /** More packed extensions, beside ours. */
    vsixFiles?: readonly string[];
    /** What VS Code takes for the display language, for which it needs no language pack: its own words stay English. */
    language?: string;
    /** Does something with the folder before it is opened. */
    prepare?: (folder: string) => void;
    /** Runs all of VS Code in the browser, with a folder in memory. */
    inBrowser?: boolean;
  } = {},
): Promise<Workbench> {
  mkdirSync(screenshots, { recursive: true });
  const workspace = mkdtempSync(join(tmpdir(), "mcp-policy-workspace-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), text);
  }
  prepare?.(workspace);
  // Hints stand between the words of a line: tests that read the text off the screen would read them, too.
  const quiet = { "editor.inlayHints.enabled": "off" };
  const host = inBrowser
    ? await serveWorkbench({ files, settings: { ...hostSettings, ...quiet, ...settings } })
    : await startHost({ vsixFiles: [packedExtension(), ...vsixFiles], settings: { ...quiet, ...settings } });
  const { browser, page, refusedHosts } = await openBrowser({ width, height });
  if (language !== undefined)
    await page.addInitScript((code) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: code }), language);
  await page.goto(host.url(workspace));
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 30_000 });

  const input = page.locator(".quick-input-widget input:visible");
  const gesture: Workbench["gesture"] = async (act, target) => {
    for (let attempt = 1; ; attempt++) {
      await act();
      try {
        await target.first().waitFor({ timeout: 2_500 });
        return;
      } catch (error) {
        if (attempt === 6) throw error;
      }
    }
  };
  const save = () =>
    eventually(async () => {
      const dirty = page.locator(".tab.dirty");
      if ((await dirty.count()) === 0) return;
      await page.keyboard.press("Control+S");
      throw new Error(`Not saved: ${(await dirty.allInnerTexts()).join(", ")}`);
    });
  const run = async (command: string) => {
    const row = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: command });
    // The palette lists what is known when it opens: in a new window, an extension's commands may come later.
    for (let attempt = 1; ; attempt++) {
      await gesture(() => page.keyboard.press("F1"), input);
      await page.keyboard.type(command, { delay: 10 });
      const isThere = await row.waitFor({ timeout: attempt < 6 ? 3_000 : 30_000 }).then(
        () => true,
        () => false,
      );
      if (isThere || attempt === 6) break;
      await page.keyboard.press("Escape");
      await input.waitFor({ state: "hidden" });
    }
    await row.waitFor();
    await page.keyboard.press("Enter");
  };
  return {
    page,
    folder: workspace,
    refusedHosts,
    async open(file) {
      const steps = file.split("/");
      const row = (name: string, level: number) =>
        page.locator(`.explorer-folders-view .monaco-list-row[aria-level="${level}"]`, {
          has: page.getByText(name, { exact: true }),
        });
      const name = steps.at(-1) ?? file;
      for (const [depth, folder] of steps.slice(0, -1).entries())
        if ((await row(steps[depth + 1] ?? "", depth + 2).count()) === 0) await row(folder, depth + 1).click();
      const target = row(name, steps.length);
      await gesture(() => target.dblclick(), page.locator(`.tab.active[data-resource-name="${name}"]`));
      await page.locator(".editor-group-container.active .monaco-editor .view-line").first().waitFor();
    },
    run,
    save,
    async closeAll() {
      await save();
      await run("View: Close All Editors");
      await page.locator(".tab").first().waitFor({ state: "detached" });
    },
    async goTo(line, column) {
      await gesture(() => page.keyboard.press("Control+G"), input);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(`:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    },
    gesture,
    editorText: async () =>
      (await page.locator(".editor-group-container.active .monaco-editor .view-line").allInnerTexts())
        .join("\n")
        .replaceAll("\u00a0", " "),
    readFile: (file) => readFileSync(join(workspace, file), "utf8"),
    writeFile: (file, text) => writeFileSync(join(workspace, file), text),
    async useTheme(theme) {
      const shown = page.locator(`.monaco-workbench[class*="${themes[theme]}-json"]`);
      // A watcher may miss a file that is written while VS Code reads it.
      await gesture(async () => {
        mkdirSync(join(workspace, ".vscode"), { recursive: true });
        writeFileSync(join(workspace, ".vscode/settings.json"), JSON.stringify({ "workbench.colorTheme": theme }));
      }, shown);
    },
    simulator: () => page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame"),
    async picture(name, documented) {
      const file = join(screenshots, `${name}.png`);
      await page.screenshot({ path: file });
      if (documented !== undefined && process.env.UPDATE_IMAGES === "1") {
        mkdirSync(documentedImages, { recursive: true });
        copyFileSync(file, join(documentedImages, `${documented}.png`));
      }
    },
    async close() {
      await browser.close();
      await host.stop();
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** The packed extension (packOnce.mjs). */
function packedExtension(): string {
  const file = process.env.MCP_POLICY_VSIX;
  if (file === undefined) throw new Error("Run the UI tests with `npm run test:ui`, which packs the extension first.");
  return file;
}

/** Asks again until the answer is right, as a person would look again. */
export async function eventually<T>(check: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
