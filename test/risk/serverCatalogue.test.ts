import { describe, expect, test } from "vitest";
import { recommendedRule } from "../../server/src/catalogue/recommendedRule";
import { serverCatalogue } from "../../server/src/risk/serverCatalogue";

const tools = [
  {
    name: "push_files",
    description: "Push files.\n\nMore.",
    inputSchema: { type: "object", properties: { branch: {} } },
  },
  { name: "zzz", inputSchema: { type: "object" } },
  { name: "manage", inputSchema: { type: "object", properties: { action: { enum: ["list", "delete"] } } } },
  { name: "push_files" },
  { name: "__proto__" },
];

describe("the catalogue of an imported server", () => {
  const catalogue = serverCatalogue({ name: "github", tools });

  test("has each tool once, with its risk and the reason", () => {
    expect(catalogue.serverName).toBe("github");
    expect(catalogue.tools.map(({ name }) => name)).toEqual(["push_files", "zzz", "manage", "__proto__"]);
    expect(catalogue.find("push_files")).toMatchObject({ summary: "Push files.", classification: "derived" });
    expect(catalogue.find("push_files")?.rationale).not.toBe("");
    expect(catalogue.find("nothing")).toBeUndefined();
    expect(catalogue.find("push_files")).toBe(catalogue.tools[0]);
  });

  test("says that a risk is not known, and recommends nothing then", () => {
    const tool = catalogue.find("zzz");
    expect(tool).toMatchObject({ category: "Unknown", risk: "Unknown", classification: "not known" });
    expect(tool && recommendedRule(tool)).toEqual({ kind: "none" });
  });

  test("recommends a condition where the risk hangs on an argument", () => {
    const tool = catalogue.find("manage");
    expect(tool && recommendedRule(tool)).toMatchObject({
      kind: "rules",
      rules: { require: [{ conditions: [{ path: "args.action", op: "in", value: ["list"] }] }] },
    });
  });
});
