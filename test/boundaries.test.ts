/**
 * Plants forbidden imports in an otherwise empty copy of the project's folders, to prove that the lint rules behind
 * `npm run boundaries` see them. The rings and what each may know: ARCHITECTURE.md.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** For each folder, what a file that stands directly in it imports. */
const rings: Record<string, { allowed: string[]; forbidden: string[] }> = {
  "server/src/policy": {
    allowed: ["./span", "./schemaValidator.generated.mjs", "../../schema/policy.schema.json", "jsonc-parser", "re2js"],
    forbidden: [
      "../catalogue/catalogue",
      "../rules/index",
      "../service/hover",
      "./../service/hover",
      "../lsp/connection",
      "../cli/main",
      "../wire",
      "../rules",
      "../../../client/src/extension",
      "vscode",
      "vscode-languageserver-types",
      "ajv",
      "node:fs",
    ],
  },
  "server/src/catalogue": {
    allowed: ["./catalogue", "./odoo-claude-mcp.json", "../policy/policy", "@cfworker/json-schema"],
    forbidden: [
      "../rules/index",
      "../service/hover",
      "../policy/../service/hover",
      "../lsp/connection",
      "../cli/main",
      "../wire",
      "../../../client/src/extension",
      "vscode",
      "vscode-languageserver-types",
      "node:fs",
    ],
  },
  "server/src/reach": {
    allowed: ["./findCall", "./text/language", "../policy/policy", "../catalogue/catalogue", "refa"],
    forbidden: [
      "../rules/index",
      "../service/hover",
      "../lsp/connection",
      "../cli/main",
      "../wire",
      "vscode",
      "vscode-languageserver-types",
      "node:fs",
    ],
  },
  "server/src/rules": {
    allowed: ["./index", "../policy/policy", "../catalogue/catalogue"],
    forbidden: [
      "../service/hover",
      "../lsp/connection",
      "../cli/main",
      "../wire",
      "../../../client/src/extension",
      "vscode",
      "vscode-languageserver-types",
      "node:fs",
    ],
  },
  "server/src/service": {
    allowed: [
      "./hover",
      "../policy/policy",
      "../catalogue/catalogue",
      "../rules/index",
      "../wire",
      "jsonc-parser",
      "vscode-languageserver-types",
      "vscode-languageserver-textdocument",
    ],
    forbidden: [
      "../lsp/connection",
      "../cli/main",
      "../../../client/src/extension",
      "vscode",
      "vscode-languageserver",
      "vscode-languageserver/node",
      "node:fs",
    ],
  },
  "server/src/service/completion": {
    allowed: ["./characters", "../cursor", "../../policy/policy", "../../rules/index", "../../wire", "jsonc-parser"],
    forbidden: ["../../lsp/connection", "../../cli/main", "../../../../client/src/extension", "vscode", "node:fs"],
  },
  "server/src/lsp": {
    allowed: [
      "./connection",
      "../service/hover",
      "../policy/policy",
      "../wire",
      "vscode-languageserver/node",
      "node:fs",
    ],
    forbidden: ["../cli/main", "../cli", "../../../client/src/extension", "vscode"],
  },
  "server/src/disk": {
    allowed: ["./fileFailure", "../policy/textLimit", "node:fs", "node:fs/promises"],
    forbidden: ["../service/hover", "../lsp/connection", "../cli/main", "../rules/index", "vscode"],
  },
  "server/src/cli": {
    allowed: ["./check", "../service/hover", "../policy/policy", "../disk/fileFailure", "../wire", "node:fs"],
    forbidden: ["../lsp/connection", "../../../client/src/extension", "vscode", "node:process", "node:tty"],
  },
  "client/src": {
    allowed: [
      "./simulator/panel",
      "../../server/src/wire",
      "../../server/src/policy/policyFiles",
      "../../server/src/visibleText",
      "../../server/src/notificationText",
      "../../server/src/lookAgain",
      "vscode",
      "vscode-languageclient/node",
    ],
    forbidden: ["../../server/src/policy/decide", "../../server/src/service/hover", "../../test/boundaries"],
  },
  "client/src/simulator/page": {
    allowed: ["../messages", "../../../../server/src/wire"],
    forbidden: ["../../../../server/src/policy/decide"],
  },
};

const planted = Object.entries(rings).flatMap(([folder, { allowed, forbidden }]) => [
  ...allowed.map((specifier) => ({ folder, specifier, expected: [] as string[] })),
  ...forbidden.map((specifier) => ({ folder, specifier, expected: ["noRestrictedImports"] })),
]);

const project = resolve(import.meta.dirname, "..");
const copy = realpathSync(mkdtempSync(join(tmpdir(), "mcp-policy-boundaries-")));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the linter found, by file. */
let findings: Map<string, string[]>;

beforeAll(() => {
  for (const file of ["biome.json", "test/lint", ".gitignore"])
    cpSync(join(project, file), join(copy, file), { recursive: true });
  planted.forEach(({ folder, specifier }, index) => {
    plant(`${folder}/planted${index}.ts`, `import type { Planted } from "${specifier}";`);
  });
  plant("server/src/wire.ts", 'import type { Policy } from "./policy/policy";');
  plant("server/src/policy/left.ts", 'import type { Right } from "./right";');
  plant("server/src/policy/right.ts", 'export type { Left } from "./left";');
  plant("server/src/service/reexport.ts", 'export { start } from "../lsp/connection";');
  plant("server/src/service/lazy.ts", 'export const lazily = () => import("../lsp/connection");');
  findings = lint();
});

describe("an import", () => {
  test.each(planted)("of $specifier in $folder: $expected", ({ folder, specifier, expected }) => {
    const index = planted.findIndex((each) => each.folder === folder && each.specifier === specifier);
    expect(findings.get(`${folder}/planted${index}.ts`) ?? []).toEqual(expected);
  });

  test("of the rings in wire.ts, which the client shares, is refused", () => {
    expect(findings.get("server/src/wire.ts")).toEqual(["noRestrictedImports"]);
  });

  test.each(["reexport", "lazy"])("in another form is refused too: %s", (name) => {
    expect(findings.get(`server/src/service/${name}.ts`)).toEqual(["noRestrictedImports"]);
  });

  test.each(["left", "right"])("that closes a circle is refused, types alone included: %s", (name) => {
    expect(findings.get(`server/src/policy/${name}.ts`)).toEqual(["noImportCycles"]);
  });
});

function plant(file: string, text: string): void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`);
}

/** Runs the very rules of `npm run boundaries` over the copy. */
function lint(): Map<string, string[]> {
  const biome = join(project, "node_modules/.bin/biome");
  const rules = ["--only=style/noRestrictedImports", "--only=suspicious/noImportCycles"];
  const { stdout } = spawnSync(biome, ["lint", ...rules, "--max-diagnostics=none", "--reporter=github"], {
    cwd: copy,
    encoding: "utf8",
  });
  const found = new Map<string, string[]>();
  for (const [, rule = "", path = ""] of stdout.matchAll(/^::error title=lint\/\w+\/(\w+),file=([^,]+)/gm)) {
    const file = relative(copy, path);
    found.set(file, [...(found.get(file) ?? []), rule]);
  }
  return found;
}
