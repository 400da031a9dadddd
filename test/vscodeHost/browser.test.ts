/** Where the tests' browser comes from, on machines of all kinds. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "./findBrowser.mjs";
import { provideBrowser } from "./provideBrowser.mjs";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-browsers-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}

describe("a browser is found", () => {
  it.each(["chromium", "google-chrome", "microsoft-edge", "microsoft-edge-stable"])("when it is %s", (name) => {
    const file = program(name);
    expect(findBrowser({ PATH: folder }, ["google-chrome-beta", name])).toBe(file);
    rmSync(file);
  });

  it("by the variable CHROMIUM first, as a path or as a command", () => {
    program("chromium");
    const named = program("my-browser");
    expect(findBrowser({ PATH: folder, CHROMIUM: named })).toBe(named);
    expect(findBrowser({ PATH: folder, CHROMIUM: "my-browser" })).toBe(named);
  });

  it("or CHROMIUM is said to name none, instead of another browser being taken", () => {
    program("chromium");
    for (const CHROMIUM of [join(folder, "gone"), folder])
      expect(() => findBrowser({ PATH: folder, CHROMIUM })).toThrow(
        `CHROMIUM is "${CHROMIUM}", which is not a program`,
      );
  });

  it("or not", () => {
    expect(findBrowser({ PATH: "" }, ["chromium", join(folder, "gone")])).toBeUndefined();
  });
});

describe("a machine without a browser", () => {
  /** A machine on which an installation has a result, and what was said on it. */
  function machine({ canInstall = true, failure = "", installs = true, isShipped = false, shippedFailure = "" }) {
    const said: string[] = [];
    let installed = 0;
    return {
      said,
      installations: () => installed,
      findBrowser: () => (installed > 0 && installs ? "/usr/bin/chromium" : undefined),
      canInstall: () => canInstall,
      install: () => {
        installed++;
        return failure === "" ? undefined : failure;
      },
      isShipped: () => isShipped,
      installNpmBrowser: () => {
        if (shippedFailure !== "") throw new Error(shippedFailure);
        return "/project/chromium.sh";
      },
      log: (line: string) => void said.push(line),
    };
  }

  it("gets Debian's, and is told", () => {
    const debian = machine({});
    expect(provideBrowser(debian)).toBe("/usr/bin/chromium");
    expect(debian.said).toEqual([
      "No browser was found. Installing one: apt-get update && apt-get install -y chromium",
      "Installed /usr/bin/chromium",
    ]);
  });

  it("gets npm's where Debian's cannot be had", () => {
    const user = machine({ canInstall: false, isShipped: true });
    expect(provideBrowser(user)).toBe("/project/chromium.sh");
    expect(user.installations()).toBe(0);
    expect(provideBrowser(machine({ installs: false, isShipped: true }))).toBe("/project/chromium.sh");
  });

  it("gets a sentence with the command where it cannot be installed", () => {
    const other = machine({ canInstall: false });
    expect(() => provideBrowser(other)).toThrow(
      /^No Chromium, Chrome or Edge was found to show VS Code in\. Install one \(Debian, as root: apt-get update && apt-get install -y chromium\), or set CHROMIUM to its path$/,
    );
    expect(other.installations()).toBe(0);
  });

  it.each([
    [{ failure: "apt-get update: no network", installs: false }, "(installing one failed: apt-get update: no network)"],
    [{ installs: false }, "(installing one failed: apt-get install: chromium is still not there)"],
    [{ canInstall: false, isShipped: true, shippedFailure: "npm ci failed" }, "(installing one failed: npm ci failed)"],
  ])("gets the reason too where it fails: %j", (given, reason) => {
    expect(() => provideBrowser(machine(given))).toThrow(reason);
  });
});
