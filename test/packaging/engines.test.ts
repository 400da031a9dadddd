/** The Node.js that the README, package.json and the workflows name is enough for everything that `npm ci` installs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { minVersion, satisfies } from "semver";
import { describe, expect, it } from "vitest";

const project = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(project, file), "utf8");

interface Installed {
  readonly engines?: { readonly node?: string };
}

const { engines } = JSON.parse(read("package.json"));
const lowest = minVersion(engines.node)?.version ?? "";
const inWords = lowest.replace(/\.0$/, "");

/** The packages of a lock file that do not accept the lowest Node.js that we name. */
function refusing(lockFile: string): string[] {
  const { packages }: { packages: Record<string, Installed> } = JSON.parse(read(lockFile));
  return Object.entries(packages).flatMap(([path, { engines }]) =>
    engines?.node === undefined || satisfies(lowest, engines.node) ? [] : [`${path} ${engines.node}`],
  );
}

describe(`Node.js ${inWords}`, () => {
  it("is accepted by every package that npm ci installs", () => expect(refusing("package-lock.json")).toEqual([]));

  it("is accepted by the browser that the tests install", () =>
    expect(refusing("test/vscodeHost/npm-browser/package-lock.json")).toEqual([]));

  // code-server runs on the Node.js that is installed beside it (test/vscodeHost/provision.mjs).
  it("is accepted by all that the tests' VS Code installs, without code-server", () =>
    expect(refusing("test/vscodeHost/vscode-host/package-lock.json")).toEqual([
      expect.stringMatching(/^node_modules\/code-server /),
    ]));

  it.each(["README.md", "CONTRIBUTING.md", ".ci/run"])("is what %s names", (file) => {
    const named = [...read(file).matchAll(/Node(?:\.js)? (\d+(?:\.\d+)*)/g)].map(([, version]) => version);
    expect(new Set(named)).toEqual(new Set([inWords]));
  });
});
