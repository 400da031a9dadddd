import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { hostSettings } from "../../vscodeHost/hostSettings.mjs";
import { openBrowser } from "../../vscodeHost/openBrowser.mjs";
import { serveWorkbench } from "../../vscodeHost/serveWorkbench.mjs";
import { bundleTests } from "./bundleTests";
import { type Outcome, type Report, reportPath } from "./report";

/** For a run that hangs: the machine may be slow. */
const limitMinutes = 20;

const screenshot = fileURLToPath(new URL("../../ui/screenshots/failed extension tests.png", import.meta.url));
const workspace = fileURLToPath(new URL("../../fixtures/workspace", import.meta.url));

/** Runs the tests of the extension host in a browser alone, with the packed extension, and says what became of each. */
export async function runInBrowser(): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let running = "the first test";
  const run = settledLater();
  const host = await serveWorkbench({
    files: workspaceFiles(),
    settings: hostSettings,
    extensionTests: {
      script: await bundleTests(),
      reportPath,
      onReport(text: string) {
        const report: Report = JSON.parse(text);
        if (report.kind === "started") running = report.title;
        else if (report.kind === "ended") run.end();
        else outcomes.push(report);
      },
    },
  });
  const { browser, page } = await openBrowser();
  const fail = (what: string) => run.fail(new Error(`${what} at "${running}", after ${outcomes.length} tests`));
  const limit = setTimeout(
    () => fail(`The tests did not end in ${limitMinutes} minutes, but are`),
    limitMinutes * 60_000,
  );
  try {
    page.once("crash", () => fail("The page of VS Code crashed"));
    // VS Code calls it when the tests have run, and when the extension host has ended before that.
    await page.exposeFunction("codeAutomationExit", () => fail("The extension host ended"));
    await Promise.race([page.goto(host.url(), { timeout: 0 }), run.ended]);
    await run.ended;
    return outcomes;
  } catch (error) {
    await keepPicture(page);
    throw error;
  } finally {
    clearTimeout(limit);
    await browser.close();
    await host.stop();
  }
}

/** A promise, and what settles it: whatever comes first holds. */
function settledLater() {
  let end = (): void => undefined;
  let fail = (_reason: Error): void => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  // Heard by who waits; it must not end the process before.
  ended.catch(() => undefined);
  return { ended, end: () => end(), fail: (reason: Error) => fail(reason) };
}

function workspaceFiles(): Record<string, string> {
  const entries = readdirSync(workspace, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(workspace.length + 1).replaceAll(sep, "/"), readFileSync(file, "utf8")];
    }),
  );
}

async function keepPicture(page: Page): Promise<void> {
  mkdirSync(join(screenshot, ".."), { recursive: true });
  await page.screenshot({ path: screenshot }).catch(() => undefined);
}
