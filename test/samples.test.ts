/** The samples that people start with: what they show is what a careful team writes, and what their README says is so. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { argumentTree } from "../server/src/catalogue/inputSchema/argumentTree";
import { findArgument } from "../server/src/catalogue/inputSchema/findArgument";
import { odooCatalogue } from "../server/src/catalogue/odooCatalogue";
import { diagnostics } from "../server/src/service/diagnostics/diagnostics";
import { bareEnvironment, type Environment } from "../server/src/service/environment";
import { openTestFile } from "../server/src/service/policyTests/openTestFile";
import { testDiagnostics } from "../server/src/service/policyTests/testDiagnostics";
import { simulate } from "../server/src/service/simulation/simulate";
import { snapshotOf } from "../server/src/service/snapshot";
import { readMarkedTexts } from "./policy/fixtures/markedText";

const folder = resolve(import.meta.dirname, "../samples");
const read = (name: string): string => readFileSync(resolve(folder, name), "utf8");
const sound = ["policy.json", "odoo-accounting.policy.json"];
const testFiles = readdirSync(folder).filter((name) => name.endsWith(".policy-test.json"));

let world: Environment;
beforeAll(async () => {
  world = { ...bareEnvironment, catalogue: await odooCatalogue() };
});

describe("the samples", () => {
  it("begin with the policy that the vendor's page recommends", () => {
    const seed = readMarkedTexts("wholePolicy.txt").find(({ title }) => title.includes("vendor's page"));
    expect(read("policy.json").trimEnd()).toBe(seed?.text);
  });

  it.each(sound)("%s is as a reviewer wants it", (name) => {
    expect(diagnostics(snapshotOf(read(name)), world).map(({ message }) => message)).toEqual([]);
  });

  it.each(sound)("%s is about tools that there are", (name) => {
    const { catalogue } = world;
    const { hide, tools } = snapshotOf(read(name)).policy;
    for (const tool of [...hide.keys(), ...tools.keys()]) expect(catalogue.find(tool), tool).toBeDefined();
    for (const [tool, { value }] of tools)
      for (const { path } of [...value.require, ...value.denyIf].flatMap(({ conditions }) => conditions)) {
        const [, argument = ""] = path.split(".");
        expect(
          findArgument(argumentTree(catalogue.find(tool)?.inputSchema ?? {}), [argument]),
          `${tool} ${path}`,
        ).toBeDefined();
      }
  });

  it.each(testFiles)("%s makes calls that the tools' own servers would take", (name) => {
    const open = openTestFile(`file:///samples/${name}`, read(name), ({ policy }) => snapshotOf(read(policy ?? "")));
    expect(testDiagnostics(open, world, { hasSchema: false, isLenient: false }).map(({ message }) => message)).toEqual(
      [],
    );
  });

  it("hide every tool that destroys, as the vendor recommends", () => {
    const { hide } = snapshotOf(read("odoo-accounting.policy.json")).policy;
    const destructive = world.catalogue.tools.filter(({ category }) => category === "Destructive");
    expect(destructive.map(({ name }) => name).filter((name) => !hide.has(name))).toEqual([]);
  });

  it("are broken where their README says so", () => {
    const snapshot = snapshotOf(read("broken.policy.json"));
    const found = diagnostics(snapshot, world).map(({ range, code }) => [String(range.start.line + 1), `\`${code}\``]);
    const table = read("README.md").match(/^\| \d+ \|.*$/gm) ?? [];
    expect(
      table.map((row) =>
        row
          .split("|")
          .slice(1, 3)
          .map((cell) => cell.trim()),
      ),
    ).toEqual(found);
  });

  it("do what their README says", () => {
    const accounting = snapshotOf(read("odoo-accounting.policy.json"));
    const decide = (tool: string, callArguments: object = {}) =>
      simulate(accounting, [{ tool, arguments: callArguments }], bareEnvironment).steps[0]?.rule;
    expect(decide("ai_invoice_plugins_reload", { plugins_dir: "" })).toMatch(/deny_if\/args\.plugins_dir-exists$/);
    expect(decide("ai_invoice_plugins_reload")).toBe("");
    expect(decide("odoo_search_read", { model: "", limit: 80 })).toMatch(/require\/args\.model-in$/);
    expect(decide("odoo_search_read", { model: "account.move", limit: 80 })).toBe("");
    expect(decide("odoo_search_read", { model: "account.move", limit: 1000 })).toMatch(/deny_if\/args\.limit-gt$/);
    expect(decide("odoo_write", { model: "account.move", ids: [7], values: { state: "posted" } })).toMatch(
      /values\.state/,
    );
    expect(decide("ai_invoice_extract")).toMatch(/require\/args\.write_back-eq$/);
    expect(decide("ssh_execute")).toBe("(hidden)");
    expect(decide("odoo_version")).toBe("(default deny)");
  });

  it("deny the eleventh call within a minute", () => {
    const calls = Array.from({ length: 11 }, () => ({ tool: "ai_invoice_plugins_reload" }));
    const rules = simulate(snapshotOf(read("policy.json")), calls, bareEnvironment).steps.map(({ rule }) => rule);
    const last = "/tools/ai_invoice_plugins_reload/limits/ai_invoice_plugins_reload_rate";
    expect(rules).toEqual([...Array<string>(10).fill(""), last]);
    expect(read("README.md")).toContain(last);
  });
});
