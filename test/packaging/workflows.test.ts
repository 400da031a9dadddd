/** The workflows of GitHub: what they promise about versions and rights, and what they run. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { pickVersion } from "../vscodeHost/pickVSCode.mjs";

const project = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(project, file), "utf8");
const manifest = JSON.parse(read("package.json"));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(join(project, ".github/workflows")).map((name) => `.github/workflows/${name}`);
const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`));
const jobsOf = (file: string): Job[] => Object.values((parse(read(file)) as Workflow).jobs);

describe.each([...files, ".github/actions/mcp-policy/action.yml"])("%s", (file) => {
  it("pins each action by its commit, with the version beside it", () => {
    for (const [, action = ""] of read(file).matchAll(/uses: (.+)$/gm))
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe.each(files)("%s", (file) => {
  it("may only read, unless a job needs more, and keeps no credentials", () => {
    expect((parse(read(file)) as Workflow).permissions).toEqual({ contents: "read" });
    for (const { steps } of jobsOf(file))
      for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")))
        expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  it("takes nothing of a pull request into a script", () => {
    for (const { steps } of jobsOf(file))
      for (const { run = "" } of steps) expect(run).not.toMatch(/\$\{\{(?! matrix\.command )/);
  });

  it("runs scripts and files that there are", () => {
    for (const { steps } of jobsOf(file))
      for (const { run = "" } of steps) {
        for (const [, script = ""] of run.matchAll(/npm run ([\w:]+)/g))
          expect(Object.keys(manifest.scripts)).toContain(script);
        for (const [, path = ""] of run.matchAll(/(?:node|bash) ([\w./]+)/g))
          expect(existsSync(join(project, path))).toBe(true);
      }
  });
});

describe("issue templates", () => {
  const forms = readdirSync(join(project, ".github/ISSUE_TEMPLATE")).filter((name) => name !== "config.yml");

  it.each(forms)("%s asks with names, and requires something", (name) => {
    const { description, body } = parse(read(`.github/ISSUE_TEMPLATE/${name}`));
    expect(description).toMatch(/\.$/);
    const questions = body.filter(({ type }: { type: string }) => type !== "markdown");
    for (const question of questions)
      expect(question).toMatchObject({ id: expect.any(String), attributes: { label: expect.any(String) } });
    expect(questions.some((question: { validations?: unknown }) => question.validations)).toBe(true);
  });
});

describe("test.yml", () => {
  const { unit, vscode, packed } = workflow("test").jobs;
  const systems = ["ubuntu-latest", "macos-latest", "windows-latest"];

  it("runs on three systems, three versions of Node.js, and the lowest and newest VS Code", () => {
    expect(unit?.strategy?.matrix).toEqual({ os: systems, node: [20, 22, 24] });
    expect(vscode?.strategy?.matrix).toEqual({ os: systems, vscode: ["lowest", "stable"] });
  });

  it("runs the packed command line on the lowest Node.js that package.json promises", () => {
    const lowest = manifest.engines.node.replace(">=", "");
    expect(packed?.steps.find(({ uses }) => uses?.startsWith("actions/setup-node@"))?.with).toEqual({
      "node-version": `${lowest}.0`,
    });
  });
});

describe("VSCODE_VERSION", () => {
  it.each([
    [undefined, "stable"],
    ["insiders", "insiders"],
    ["lowest", manifest.engines.vscode.replace("^", "")],
  ])("%s asks for %s", (variable, version) => {
    const before = process.env.VSCODE_VERSION;
    try {
      if (variable === undefined) delete process.env.VSCODE_VERSION;
      else process.env.VSCODE_VERSION = variable;
      expect(pickVersion()).toBe(version);
    } finally {
      if (before === undefined) delete process.env.VSCODE_VERSION;
      else process.env.VSCODE_VERSION = before;
    }
  });
});

describe("release.yml", () => {
  const { jobs } = workflow("release");
  const [publishing, others] = [true, false].map((isPublishing) =>
    Object.entries(jobs).filter(
      ([, { if: condition }]) => (condition === "github.event_name == 'push'") === isPublishing,
    ),
  );

  it("publishes from a tag alone", () => {
    expect(publishing?.map(([name]) => name)).toEqual(["npm", "marketplaces", "github"]);
    for (const [, { steps }] of others ?? [])
      for (const { run = "" } of steps) expect(run).not.toMatch(/publish (?!--dry-run)|gh release create/);
  });

  it("gives tokens and identities to jobs behind the environment alone", () => {
    for (const [name, job] of Object.entries(jobs)) {
      const takesToken = JSON.stringify(job).includes("secrets.");
      expect(job.environment, name).toBe(name === "npm" || takesToken ? "release" : undefined);
    }
  });
});
