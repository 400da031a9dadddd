/**
 * Plants forbidden imports in an otherwise empty copy of the project's folders, to prove that the lint rules behind
 * `npm run boundaries` see them. The rings and what each may know: ARCHITECTURE.md.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importLimits, rooms } from "./lint/importLimits.mjs";

/** For each folder, what a file that is directly in it imports: hosts and client, whose limits say what is forbidden. */
const hosts: Record<string, { allowed: string[]; forbidden: string[] }> = {
  "server/src/lsp": {
    allowed: [
      "./connection",
      "../service/hover/hover",
      "../policy/model/policy",
      "../protocol/requests",
      "vscode-languageserver/node",
      "node:fs",
    ],
    forbidden: ["../cli/main", "../cli", "../../../client/src/extension", "vscode"],
  },
  "server/src/cli": {
    allowed: [
      "./check",
      "../service/hover/hover",
      "../policy/model/policy",
      "../disk/fileFailure",
      "../protocol/requests",
      "node:fs",
    ],
    forbidden: ["../lsp/connection", "../../../client/src/extension", "vscode", "node:process", "node:tty"],
  },
  "client/src": {
    allowed: [
      "./simulator/host/panel",
      "../../server/src/protocol/requests",
      "../../server/src/policy/policyFiles",
      "../../server/src/policy/words/plain/visibleText",
      "../../server/src/disk/lookAgain",
      "vscode",
      "vscode-languageclient/node",
    ],
    forbidden: [
      "../../server/src/policy/decide/decide",
      "../../server/src/policy/words/inWords",
      "../../server/src/service/hover",
      "../../test/boundaries",
    ],
  },
  "client/src/shared": {
    allowed: ["./notify", "./words/counted", "../../../server/src/protocol/requests", "vscode"],
    forbidden: ["../simulator/host/panel", "../commands/addTools", "../../../server/src/policy/decide/decide"],
  },
  "client/src/simulator/state": {
    allowed: ["./messages", "../../shared/latest", "../../../../server/src/protocol/simulation"],
    forbidden: ["vscode", "vscode-languageclient/node", "../host/panel", "../page/pageView"],
  },
  "client/src/builder/page": {
    allowed: ["../state/messages", "../../../../server/src/protocol/builder"],
    forbidden: ["../../../../server/src/policy/decide/decide", "vscode", "../host/builderEditor", "node:fs"],
  },
  "client/src/simulator/page": {
    allowed: ["../state/messages", "../../../../server/src/protocol/simulation"],
    forbidden: ["../../../../server/src/policy/decide/decide"],
  },
};

const everyPackage = ["vscode", "vscode-languageserver", "ajv", "node:fs", "jsonc-parser", "re2js", "refa", "yaml"];

/** For each room of the table, and for a folder within it: what the table allows, and everything else there is. */
const planned = rooms.flatMap(({ folder, may, packages }) =>
  ["", "/inner", "/inner/deep"].map((below) => {
    const from = `${folder}${below}`;
    const to = (name: string): string => {
      const path = posix.relative(from, name);
      return path.startsWith(".") ? path : `./${path}`;
    };
    const others = [...rooms.map((room) => room.folder), "lsp", "cli", "gateway", "mcp"].filter(
      (name) => !name.startsWith(folder) && !may.some((each) => name === each || name.startsWith(`${each}/`)),
    );
    const known = packages.filter((name) => !name.includes("*"));
    return {
      folder: `server/src/${from}`,
      allowed: [
        "./beside",
        "./below/file",
        ...(below === "" ? [] : [to(`${folder}/other/file`)]),
        ...may.map((name) => to(`${name}/file`)),
        ...known,
      ],
      forbidden: [
        ...others.map((name) => to(`${name}/file`)),
        ...may.map((name) => `${to(name)}/inner/../../lsp/connection`),
        to("../../client/src/extension"),
        `./../${to("lsp/connection")}`,
        ...everyPackage.filter(
          (name) => !packages.includes(name) && !(name.startsWith("node:") && packages.includes("node:*")),
        ),
      ],
    };
  }),
);

const planted = [...Object.entries(hosts).map(([folder, limits]) => ({ folder, ...limits })), ...planned].flatMap(
  ({ folder, allowed, forbidden }) => [
    ...allowed.map((specifier) => ({ folder, specifier, expected: [] as string[] })),
    ...forbidden.map((specifier) => ({ folder, specifier, expected: ["noRestrictedImports"] })),
  ],
);

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
  plant("server/src/protocol/own.ts", 'import type { Policy } from "../policy/model/policy";');
  plant("server/src/policy/text/left.ts", 'import type { Right } from "./right";');
  plant("server/src/policy/text/right.ts", 'export type { Left } from "./left";');
  plant("server/src/service/reexport.ts", 'export { start } from "../lsp/connection";');
  plant("server/src/service/lazy.ts", 'export const lazily = () => import("../lsp/connection");');
  findings = lint();
});

test("the limits are those of the table", () => {
  const written = JSON.parse(readFileSync(join(project, "test/lint/importLimits.json"), "utf8"));
  expect(written, "run node test/lint/importLimits.mjs").toEqual(importLimits);
});

describe("an import", () => {
  test.each(planted)("of $specifier in $folder: $expected", ({ folder, specifier, expected }) => {
    const index = planted.findIndex((each) => each.folder === folder && each.specifier === specifier);
    expect(findings.get(`${folder}/planted${index}.ts`) ?? []).toEqual(expected);
  });

  test("of the rings in protocol/, which the client shares, is refused", () => {
    expect(findings.get("server/src/protocol/own.ts")).toEqual(["noRestrictedImports"]);
  });

  test.each(["reexport", "lazy"])("in another form is refused too: %s", (name) => {
    expect(findings.get(`server/src/service/${name}.ts`)).toEqual(["noRestrictedImports"]);
  });

  test.each(["left", "right"])("that closes a circle is refused, types alone included: %s", (name) => {
    expect(findings.get(`server/src/policy/text/${name}.ts`)).toEqual(["noImportCycles"]);
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
