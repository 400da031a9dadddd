import { beforeAll, expect, test } from "vitest";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { listTools } from "../../../server/src/service/simulation/tools";
import { snapshotOf } from "../../../server/src/service/snapshot";

let env: Environment;
beforeAll(async () => {
  env = { ...bareEnvironment, catalogue: await odooCatalogue() };
});

const policy = JSON.stringify({
  version: "1",
  default: "deny",
  hide: ["gone", "ssh_execute"],
  tools: { ai_collection_info: {}, mine: { limits: [{ counter: "c", window: "day", max: 2, scope: "grant" }] } },
});

test("lists the catalogue's tools, then those that only the policy names", () => {
  const { tools } = listTools(snapshotOf(policy), env);
  expect(tools.length).toBe(env.catalogue.tools.length + 2);
  expect(tools.slice(-2).map(({ name, risk, state, rule }) => ({ name, risk, state, rule }))).toEqual([
    { name: "mine", risk: "Unknown", state: "limited", rule: null },
    { name: "gone", risk: "Unknown", state: "hidden", rule: null },
  ]);
});

test("says what each tool is, and what the policy does with it", () => {
  const { tools } = listTools(snapshotOf(policy), env);
  const { inputSchema, ...info } = tools.find(({ name }) => name === "ai_collection_info") ?? { inputSchema: null };
  expect(inputSchema).not.toBeNull();
  expect(info).toEqual({
    name: "ai_collection_info",
    summary: "Reports size and health of the vector collection.",
    category: "Read",
    risk: "Low",
    classification: "derived",
    group: "AI search index",
    listed: true,
    state: "allowed",
    stateInWords: "allowed without further checks",
    rule: {},
  });
  const counts = new Map<string, number>();
  for (const { state } of tools) counts.set(state, (counts.get(state) ?? 0) + 1);
  expect(Object.fromEntries(counts)).toEqual({ allowed: 1, limited: 1, hidden: 2, denied: tools.length - 4 });
});

test('neither "*" nor an empty name is a tool', () => {
  const snapshot = snapshotOf('{"version":"1","default":"deny","hide":["*",""],"tools":{"":{}}}');
  expect(listTools(snapshot, bareEnvironment)).toEqual({ tools: [] });
});

test("has nothing to say about somebody else's document", () => {
  const foreign = snapshotOf('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
  expect(foreign.foreign).toBeDefined();
  expect(listTools(foreign, env)).toEqual({ tools: [] });
});
