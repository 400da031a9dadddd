import { beforeAll, expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { newPolicy } from "../../../server/src/service/actions/newPolicy";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { summary } from "../../../server/src/service/reading/summary";
import { snapshotOf } from "../../../server/src/service/snapshot";

let env: Environment;
beforeAll(async () => {
  env = { ...bareEnvironment, catalogue: await odooCatalogue() };
});

test.each([
  { plan: "deny-all" },
  { plan: "read-only" },
  { plan: "risk-ceiling", ceiling: "Low" },
  { plan: "risk-ceiling", ceiling: "Medium" },
  { plan: "risk-ceiling", ceiling: "High" },
])("$plan $ceiling: a text without any problem, with a reason for each tool", (params) => {
  const { text, inWords, reasons } = newPolicy(params, env);
  const snapshot = snapshotOf(text);
  expect(snapshot.problems).toEqual([]);
  expect(summary(snapshot, env).summary?.inWords).toBe(inWords);
  expect(inWords).not.toContain("open");
  expect(reasons).toContain(inWords);
  for (const { name } of env.catalogue.tools)
    expect(reasons).toMatch(
      new RegExp(`^- \`${name}\` · \\w+ risk · \\*\\*[^*\\n]+\\*\\*  \\n  [A-Z][^\\n]+\\.(  \\n  \\S.*)?$`, "m"),
    );
});

test("says what it does", () => {
  const words = (plan: string, ceiling = "") => newPolicy({ plan, ceiling }, env).inWords;
  expect(words("deny-all")).toBe("180 tools: 180 denied");
  expect(words("read-only")).toBe("180 tools: 91 allowed · 89 denied");
  expect(words("risk-ceiling", "High")).toMatch(/^180 tools: 91 allowed · 72 limited · 17 denied$/);
});

test("an unknown plan has no policy", () => {
  for (const params of [
    { plan: "x" },
    { plan: "risk-ceiling" },
    { plan: "risk-ceiling", ceiling: "Critical" },
    {},
    { plan: 7 },
  ])
    expect(newPolicy(params as { plan: string }, env)).toEqual({ text: "", inWords: "", reasons: "" });
});

test("texts of the catalogue are harmless on the page", () => {
  const catalogue = readCatalogue({
    server: { name: "[x](y)" },
    tools: [
      {
        name: "a|b`c\n# d",
        summary: "<img src=x> [zap](command:x) | e",
        group: "# <b>g",
        category: "Read",
        risk: "Low",
      },
    ],
  });
  const { reasons } = newPolicy({ plan: "read-only" }, { ...bareEnvironment, catalogue });
  expect(reasons).toMatchInlineSnapshot(`
    "# A policy that allows tools that only read

    1 tool: 1 allowed, by the catalogue of \\[x\\](y).

    This page is not part of the policy: JSON has no comments.

    ## \\# \\<b\\>g

    - \`\`a|b\`c # d\`\` · Low risk · **allow without further checks**  
      It retrieves data and changes nothing.  
      \\<img src=x\\> \\[zap\\](command:x) \\| e

    "
  `);
});

test("the summary has the catalogue and all counts; a text that is no policy has none", () => {
  const policy = '{"version":"1","default":"deny","tools":{"ssh_execute":{},"mine":{}}}';
  expect(summary(snapshotOf(policy), env)).toEqual({
    summary: {
      catalogue: env.catalogue.serverName,
      catalogueTools: 180,
      tools: 181,
      allowed: 2,
      limited: 0,
      conditional: 0,
      hidden: 0,
      denied: 179,
      highRiskOpen: 1,
      errors: 0,
      inWords: "181 tools: 2 allowed · 179 denied — 1 high-risk tool open",
    },
  });
  expect(summary(snapshotOf(policy), bareEnvironment)).toEqual({ summary: null });
  for (const text of ["", "[]", '{"mine":{}}', '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'])
    expect(summary(snapshotOf(text), env), text).toEqual({ summary: null });
});
