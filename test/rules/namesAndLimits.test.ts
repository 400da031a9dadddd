/** What the fixtures of the rules cannot say: fixes that are not offered, and catalogues that the bundled one is not. */
import { beforeAll, describe, expect, it } from "vitest";
import { emptyCatalogue, readCatalogue } from "../../server/src/catalogue/catalogue";
import type { JsonObject } from "../../server/src/policy/text/json";
import type { Environment } from "../../server/src/service/environment";
import { codesOf, fixesFor, worldWith } from "./ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

/** A policy that lists tools without rules, and hides others. */
function policyOf(tools: readonly string[], hide?: readonly string[]): string {
  return JSON.stringify({
    version: "1",
    default: "deny",
    hide,
    tools: Object.fromEntries(tools.map((name) => [name, {}])),
  });
}

describe("no fix makes a name stand twice", () => {
  it.each([
    ["a near miss", policyOf(["odoo_version", "odoo_versio"]), "unknown-tool"],
    ["a near miss in hide", policyOf([], ["odoo_unlink", "odoo_unlnk"]), "unknown-tool"],
    ["a service in front", policyOf(["who_am_i", "x__who_am_i"]), "service-tool-name"],
    ["a service in front, in hide", policyOf([], ["odoo_unlink", "x__odoo_unlink"]), "service-tool-name"],
  ])("%s", (_title, text, code) => {
    expect(codesOf(text, world)).toEqual([code]);
    expect(fixesFor(text, world)).toEqual([]);
  });
  it("a counter whose new name is taken", () => {
    const limit = (counter: string, window: string) => ({ counter, window, max: 5, scope: "grant" });
    const limits = [limit("rate", "minute"), limit("rate", "hour"), limit("rate_hour", "day")];
    const text = JSON.stringify({ version: "1", default: "deny", tools: { pay: { limits } } });
    expect(codesOf(text, world)).toEqual(["counter-two-windows"]);
    expect(fixesFor(text, world)).toEqual([]);
  });
});

describe("without a catalogue", () => {
  it("no name is unknown", () => {
    const text = policyOf(["odoo_versio", "x__who_am_i"], ["odoo_unlnk"]);
    expect(codesOf(text, { ...world, catalogue: emptyCatalogue })).toEqual([]);
  });
});

describe("an input schema", () => {
  const codesWith = (inputSchema: JsonObject, path: string): readonly string[] => {
    const catalogue = readCatalogue({ tools: [{ name: "pay", category: "Read", risk: "Low", inputSchema }] });
    const conditions = [{ path, op: "eq", value: "x" }];
    const pay = { require: [{ conditions, on_deny: "Only x can be paid." }] };
    return codesOf(JSON.stringify({ version: "1", default: "deny", tools: { pay } }), { ...world, catalogue });
  };
  const text = { type: "string" };
  const to = { type: "object", properties: { name: text } };
  it.each<[string, JsonObject, string]>([
    ["takes other arguments", { properties: { a: text }, additionalProperties: true }, "args.b"],
    ["takes other arguments by their names", { properties: { a: text }, patternProperties: { b: text } }, "args.b"],
    ["lists none", { type: "object" }, "args.b"],
    ["cannot be read as a whole", { properties: { a: text }, $ref: "https://example.com/b" }, "args.b"],
    ["lists it in a part", { properties: { a: text }, allOf: [{ properties: { b: text } }] }, "args.b"],
    ["may be an object", { properties: { to: { anyOf: [text, to] } } }, "args.to.name"],
    ["does not say what it is", { properties: { to: {} } }, "args.to.name"],
  ])("that %s", (_title, schema, path) => {
    expect(codesWith(schema, path)).toEqual([]);
  });
  it.each<[string, JsonObject, string]>([
    ["does not list it", { properties: { a: text } }, "args.b"],
    ["does not list a field of it", { properties: { to } }, "args.to.nme"],
    ["has a text there", { properties: { a: { type: ["string", "null"] } } }, "args.a.b"],
  ])("that %s", (_title, schema, path) => {
    expect(codesWith(schema, path)).toEqual(["unknown-argument"]);
  });
});
