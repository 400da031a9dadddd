/** Keeps the documents true: their links, their tables and their policies. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import { configPattern, policyPatterns, testPattern } from "../../server/src/policy/policyFiles";
import { bareEnvironment } from "../../server/src/service/environment";
import { simulate } from "../../server/src/service/simulation/simulate";
import { snapshotOf } from "../../server/src/service/snapshot";
import { readManifest } from "./manifestWords";
import { tableRows as rowsOf } from "./markdown";

const project = resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(project, file), "utf8");

/** What of package.json the documents speak of. */
interface Manifest {
  readonly engines: { readonly vscode: string; readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly keybindings: readonly { readonly key: string }[];
  };
}

const manifest = readManifest<Manifest>(project);

const topLevel = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];
const documents = [...topLevel, ...markdownIn("docs"), ...markdownIn("samples"), ...markdownIn("test")];

function markdownIn(folder: string): string[] {
  const names = readdirSync(join(project, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => join(folder, name));
}

/** The document without its code, in which a bracket is no link. */
function prose(file: string): string {
  return read(file)
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/`[^`\n]*`/g, "");
}

/** As VS Code and the usual forges make anchors of headings. */
function anchorsOf(file: string): string[] {
  return [
    ...read(file)
      .replace(/^```[\s\S]*?^```$/gm, "")
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

describe.each(documents)("%s", (file) => {
  const links = [...prose(file).matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

  it("links to what is there, inside of the project", () => {
    for (const link of links) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : relative(project, resolve(project, dirname(file), decodeURI(path)));
      expect(link, "no address is known yet").not.toMatch(/^\w+:/);
      expect(target.startsWith(".."), link).toBe(false);
      expect(existsSync(join(project, target)), `${link} does not exist`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor);
    }
  });

  it("describes its images", () => {
    expect(prose(file)).not.toMatch(/!\[\s*\]/);
  });

  it("names scripts and files that there are", () => {
    for (const [, script = ""] of read(file).matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
    for (const [, path = ""] of read(file).matchAll(/`((?:client|server|test|syntaxes|docs|samples)\/[\w./-]+)`/g))
      if (!path.startsWith("test/ui/screenshots") && path !== "server/src/rules/" && path !== "server/src/cli/")
        expect(existsSync(join(project, path)), `${path} does not exist`).toBe(true);
  });
});

// A rule's page shows a policy that is found; the tests of the rules look at both of its examples.
const withPolicies = documents.filter((file) => !file.startsWith(join("docs", "rules")));

describe.each(withPolicies.filter((file) => fences(file, "json|mcp-policy").length > 0))("the blocks of %s", (file) => {
  it("are JSON", () => {
    for (const text of fences(file, "json|mcp-policy")) expect(() => JSON.parse(text), text).not.toThrow();
  });

  it("are valid, if they are whole policies", () => {
    for (const text of fences(file, "json|mcp-policy").filter((each) => /"version"\s*:/.test(each)))
      expect(problemsOf(text), text).toEqual([]);
  });
});

describe("ARCHITECTURE.md", () => {
  it("names files of the server and the client that there are, by their names alone", () => {
    const names = new Set(
      ["client", "server"]
        .flatMap((folder) => readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }))
        .map((path) => basename(path)),
    );
    for (const [, name = ""] of read("ARCHITECTURE.md").matchAll(/`([\w.-]+\.(?:ts|mjs))`/g))
      if (name !== "esbuild.mjs") expect([...names], name).toContain(name);
  });
});

describe("the code map of ARCHITECTURE.md", () => {
  const text = read("ARCHITECTURE.md");
  const folders = ["server/src", "client/src"].flatMap((root) =>
    readdirSync(join(project, root), { recursive: true, withFileTypes: true, encoding: "utf8" })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(project, entry.parentPath).replaceAll("\\", "/"))
      // Deeper folders belong to the line of theirs.
      .map((folder) => folder.split("/").slice(0, 4).join("/")),
  );

  it.each([...new Set(folders)])("has a line for %s", (folder) => {
    const isListed = new RegExp(`^\\| \`${folder}/\` +\\|.+\\|.+\\|$`, "m").test(text);
    expect(isListed, `Add ${folder}/ to the code map: what it does, and its invariant`).toBe(true);
  });
});

describe("README.md", () => {
  it("has the two commands, with scripts behind them", () => {
    const commands = fences("README.md", "sh").map((text) => text.trim());
    expect(commands).toEqual(["npm ci && npm start", "npm ci && npm test"]);
    expect(manifest.scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) });
  });

  it("lists the commands", () => {
    const rows = tableRows("README.md", "commands").map(([title, id]) => [title, id]);
    expect(rows).toEqual(
      manifest.contributes.commands.map(({ category, title, command }) => [`${category}: ${title}`, `\`${command}\``]),
    );
  });

  it("knows the key of the simulator", () => {
    expect(manifest.contributes.keybindings.map(({ key }) => key)).toEqual(["ctrl+alt+enter"]);
    expect(read("README.md")).toContain("`Ctrl+Alt+Enter`");
  });

  it("knows the oldest VS Code and the oldest Node.js", () => {
    const { vscode, node } = manifest.engines;
    expect(read("README.md")).toContain(`VS Code (${vscode.replace(/^\^(.+)\.0$/, "$1")} or newer)`);
    expect(read("README.md")).toContain(`Node.js ${node.replace(">=", "")} or newer`);
  });
});

describe("docs/catalogue.md", () => {
  it("counts the tools", async () => {
    const { tools } = await odooCatalogue();
    const counted = tableRows("docs/catalogue.md", "catalogue-numbers").map(([category, , risk]) => {
      const those = tools.filter((tool) => tool.category === category);
      expect([...new Set(those.map((tool) => tool.risk))]).toEqual([risk]);
      return [category, String(those.length), risk];
    });
    expect(counted).toEqual(tableRows("docs/catalogue.md", "catalogue-numbers"));
    expect(counted.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(tools.length);
    const published = tools.filter(({ classification }) => classification === "published").length;
    expect(read("docs/catalogue.md")).toContain(`(${published} tools)`);
    expect(read("docs/catalogue.md")).toContain(`(${tools.length - published} tools)`);
    expect(read("README.md")).toContain(`${tools.length} tools of the Odoo Claude MCP server`);
    expect(read("README.md")).toContain(`The rating of ${tools.length - published} of its ${tools.length} tools`);
  });
});

describe("docs/other-editors.md", () => {
  const text = read("docs/other-editors.md");

  it("names the messages of the wire", () => {
    const methods = readdirSync(join(project, "server/src/protocol")).flatMap(
      (file) => read(`server/src/protocol/${file}`).match(/(?<=^export const \w+ = ")mcpPolicy\/\w+/gm) ?? [],
    );
    expect(methods.length).toBeGreaterThan(10);
    for (const method of methods) expect(text).toContain(`\`${method}\``);
  });

  it("has the settings that the scripts of test/editors run", () => {
    for (const script of ["helix.sh", "neovim.sh"]) {
      const markers = [...read(`test/editors/${script}`).matchAll(/^ *(?:settings|open) ([a-z][\w.-]+)/gm)];
      expect(markers.length).toBeGreaterThan(2);
      for (const [, marker = ""] of markers) expect(fenceBehind("docs/other-editors.md", marker), marker).not.toBe("");
    }
  });

  it("has Helix read the files that are ours", () => {
    const globs = [...fenceBehind("docs/other-editors.md", "helix").matchAll(/glob = "(.+?)"/g)].map(
      ([, glob]) => glob,
    );
    const ours = [...policyPatterns, testPattern, configPattern].map((pattern) => pattern.replace("**/", ""));
    expect(globs.toSorted()).toEqual(ours.toSorted());
  });

  it("shows an answer as the service gives it", () => {
    const { calls } = JSON.parse(fenceBehind("docs/other-editors.md", "simulate-request"));
    const answer = simulate(snapshotOf(read("samples/policy.json")), calls, bareEnvironment);
    expect(JSON.parse(fenceBehind("docs/other-editors.md", "simulate-result"))).toEqual(
      JSON.parse(JSON.stringify(answer)),
    );
  });
});

/** The contents of the code blocks in these languages. */
function fences(file: string, languages: string): string[] {
  const pattern = new RegExp(`^\`\`\`(?:${languages})\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...read(file).matchAll(pattern)].map(([, text = ""]) => text);
}

/** The code block that follows a marker. */
function fenceBehind(file: string, marker: string): string {
  return read(file).match(new RegExp(`<!-- ${marker} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)^\`\`\`$`, "m"))?.[1] ?? "";
}

function problemsOf(text: string): string[] {
  return snapshotOf(text).problems.map(({ code, message }) => `${code}: ${message}`);
}

/** The rows of the table between two markers, without its heading. */
function tableRows(file: string, marker: string): string[][] {
  return rowsOf(read(file), marker);
}
