/** The packed command line: installed into an empty folder without a network, it does what the documents say. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packCli, packedLimit } from "../../packaging/packCli.mjs";
import { thirdPartyNotices } from "../../packaging/thirdPartyNotices.mjs";
import { findRule } from "../../server/src/rules";
import { type BuiltCli, buildCli, project } from "./builtCli";

const { version, engines } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

interface SarifRule {
  readonly id: string;
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
}

let cli: BuiltCli;
let folder: string;
let packed: string;
beforeAll(async () => {
  cli = await buildCli();
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-packed-"));
  mkdirSync(join(folder, "home"));
  packed = packCli(folder);
  cpSync(join(project, "samples"), join(folder, "samples"), { recursive: true });
  npm("npm", ["install", "--prefix", folder, packed]);
});
afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs npm or npx with nothing in its cache and no network. */
function npm(program: "npm" | "npx", words: readonly string[], cwd = folder): string {
  const env = { ...process.env, npm_config_cache: join(folder, "home"), npm_config_offline: "true" };
  return execFileSync(program, words, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs the installed command in the folder that has the samples. */
function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(join(folder, "node_modules/.bin/mcp-policy"), words, {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the package", () => {
  it("is small, and contains one program, its papers and the documents", () => {
    expect(statSync(packed).size).toBeLessThan(packedLimit);
    const files = execFileSync("tar", ["-tzf", packed], { encoding: "utf8" }).trim().split("\n").sort();
    const parts = ["cli/gateway.js", "cli/later.js", "cli/remoteServer.js", "cli/runHttpGateway.js"];
    const names = ["LICENSE", "README.md", "ThirdPartyNotices.txt", "cli.js", ...parts, "package.json"];
    expect(files.filter((name) => !name.startsWith("package/docs/"))).toEqual(names.map((name) => `package/${name}`));
    expect(files.filter((name) => !/\/docs\/(?:[\w-]+\/)*[\w.-]+\.md$/.test(name))).toHaveLength(names.length);
  });

  it("has no dependencies, no scripts and the true version of Node.js", () => {
    const manifest = JSON.parse(readFileSync(join(folder, "node_modules/mcp-policy/package.json"), "utf8"));
    expect(manifest).toMatchObject({ name: "mcp-policy", version, license: "MIT", bin: { "mcp-policy": "cli.js" } });
    expect(manifest.engines).toEqual({ node: engines.node });
    expect(Object.keys(manifest).filter((key) => /depend|^scripts/i.test(key))).toEqual([]);
  });

  it("has the notices of what it contains", () => {
    const notices = readFileSync(join(folder, "node_modules/mcp-policy/ThirdPartyNotices.txt"), "utf8");
    expect(notices).toBe(`${thirdPartyNotices([join(project, "dist/cli.js")])}\n`);
  });
});

describe("D3: the links of SARIF's rules", () => {
  it("stand under what the rule reports, and why", () => {
    const { stdout } = run("check", "samples", "--format", "sarif");
    const rules: SarifRule[] = JSON.parse(stdout).runs[0].tool.driver.rules;
    const written = rules.map(({ id }) => findRule(id)).filter((rule) => rule !== undefined);
    expect(written.length).toBeGreaterThan(0);
    for (const { code, docs } of written) {
      const { fullDescription, help } = rules.find(({ id }) => id === code) ?? {};
      expect(fullDescription?.text).toBe(docs.what);
      expect(help?.text).toContain(`${docs.what} ${docs.why}`);
    }
  });

  it("lead to pages of the installed package, and those to others of it", () => {
    const { stdout } = run("check", "samples", "--format", "sarif");
    const rules: { helpUri: string }[] = JSON.parse(stdout).runs[0].tool.driver.rules;
    expect(rules.length).toBeGreaterThan(0);
    const docs = join(folder, "node_modules/mcp-policy/docs");
    for (const { helpUri } of rules) expect(fileURLToPath(helpUri).startsWith(`${realpathSync(docs)}/`)).toBe(true);
    const pages = [...rules.map(({ helpUri }) => fileURLToPath(helpUri)), join(docs, "diagnostics.md")];
    for (const page of [...pages, ...readdirSync(join(docs, "rules")).map((name) => join(docs, "rules", name))]) {
      const links = [...readFileSync(page, "utf8").matchAll(/\]\(([^)#:\s]+)[^)\s:]*\)/g)].map(([, path = ""]) => path);
      expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
    }
  });
});

describe("the installed command", () => {
  it("says its version", () => {
    expect(run("--version")).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  it("checks", () => {
    expect(run("check", "samples/policy.json").status).toBeLessThan(2);
    expect(run("check", "samples/policy.json").stderr).toMatch(/^1 file checked/m);
  });

  it("simulates", () => {
    const words = ["samples/policy.json", "ai_invoice_plugins_reload", "--repeat", "11", "--every", "5s"];
    const { status, stdout } = run("simulate", ...words);
    expect(status).toBe(1);
    expect(stdout).not.toBe("");
  });

  it("runs the tests of the samples", () => {
    const { status, stdout, stderr } = run("test", "samples/*.policy-test.json");
    expect(stdout + stderr).toMatch(/\d+ tests? passed/);
    expect(status).toBeLessThan(2);
  });

  it("works through npx as docs/ci.md says", () => {
    const text = readFileSync(join(project, "docs/ci.md"), "utf8");
    expect(text).toContain(`npx --yes --package ./mcp-policy-${version}.tgz mcp-policy check\n`);
    const words = ["--yes", "--package", `./mcp-policy-${version}.tgz`, "mcp-policy", "--version"];
    expect(npm("npx", words)).toBe(`${version}\n`);
  });
});
