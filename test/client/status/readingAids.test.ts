import { describe, expect, test } from "vitest";
import { withSilenced } from "../../../client/src/commands/silencedTools";
import { statusText } from "../../../client/src/status/statusText";
import type { PolicySummary } from "../../../server/src/protocol/summary";

describe("the language status", () => {
  const summary: PolicySummary = {
    catalogue: "odoo $(zap)",
    catalogueTools: 180,
    tools: 180,
    allowed: 180,
    limited: 0,
    conditional: 0,
    hidden: 0,
    denied: 0,
    highRiskOpen: 47,
    errors: 0,
    inWords: "180 tools: 180 allowed — 47 high-risk tools open",
  };

  test("has the counts and the catalogue, without icons of its own", () => {
    expect(statusText({ summary })).toEqual({
      text: "180 tools: 180 allowed — 47 high-risk tools open",
      detail: "Catalogue odoo $\u2060(zap), 180 tools",
    });
    expect(statusText({ summary: { ...summary, catalogue: "", catalogueTools: 1 } }).detail).toBe("Catalogue, 1 tool");
  });

  test("says why it has none", () => {
    expect(statusText({ summary: null }).detail).toBe("This text is not a policy yet.");
    expect(statusText(undefined).detail).toBe("The language server did not answer.");
  });
});

describe("a tool that a rule shall be silent about", () => {
  test("is added to the rule's list", () => {
    expect(withSilenced(undefined, {}, "open-tool", "a")).toEqual({ "open-tool": ["a"] });
    const own = { "open-tool": ["a"], other: ["b"] };
    expect(withSilenced(own, own, "open-tool", "c")).toEqual({ "open-tool": ["a", "c"], other: ["b"] });
  });

  test("stands there once", () => {
    const own = { "open-tool": ["a"] };
    expect(withSilenced(own, own, "open-tool", "a")).toEqual(own);
  });

  test("joins those of outer settings, whose list it replaces, and of that list only", () => {
    const effective = { "open-tool": ["outer"], other: ["outer too"] };
    expect(withSilenced(undefined, effective, "open-tool", "a")).toEqual({ "open-tool": ["outer", "a"] });
  });

  test("is added to whatever a person has written by hand", () => {
    for (const broken of [7, [], "x", null, { "open-tool": "x" }, { "open-tool": [1, null] }])
      expect(withSilenced(broken, broken, "open-tool", "a")["open-tool"]).toEqual(["a"]);
    expect(withSilenced({}, {}, "constructor", "a")).toEqual({ constructor: ["a"] });
  });
});
