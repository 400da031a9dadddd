/** The mutants of a policy and what its tests make of them, as an editor asks for them. */
import { expect, it } from "vitest";
import type { MutantsParams } from "../../../server/src/protocol/mutants";
import { serverCatalogue } from "../../../server/src/risk/serverCatalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { testMutants } from "../../../server/src/service/policyTests/testMutants";

const policyText = `{
  "version": "1", "default": "deny",
  "tools": {
    "pay": { "deny_if": [{ "conditions": [{ "path": "args.amount", "op": "gt", "value": 500 }], "on_deny": "No." }] }
  }
}`;
const deny = (tool: string, args: object) => ({ tool, arguments: args, expect: { decision: "deny" } });
const fileOf = (name: string, ...calls: object[]) => ({
  uri: `file:///w/${name}.policy-test.json`,
  text: JSON.stringify({ policy: "pay.policy.json", tests: calls.map((call) => ({ name, calls: [call] })) }),
});
const ask = (text: string, testFiles: MutantsParams["testFiles"], known: Environment = bareEnvironment) =>
  testMutants({ policy: { uri: "file:///w/pay.policy.json", text }, testFiles }, known);

it("say where each is, the call that tells, and the test of all files that notices it", async () => {
  const files = [
    fileOf("far", deny("pay", { amount: 9000 })),
    fileOf("other", deny("x", {}), deny("pay", { amount: 501 })),
  ];
  const { mutants, notKnown, notRun } = await ask(policyText, files);
  expect([notKnown, notRun]).toEqual([[], null]);
  expect(mutants.map(({ edit, killedBy }) => [edit, killedBy])).toEqual([
    ["without entry 1 of deny_if", { file: 0, test: 0 }],
    ["args.amount gt 500 → 501", { file: 1, test: 1 }],
    ['"default" is "allow"', { file: 1, test: 0 }],
  ]);
  const line = policyText.split("\n")[3] ?? "";
  expect(mutants[1]).toMatchObject({
    range: {
      start: { line: 3, character: line.indexOf('{ "path"') },
      end: { line: 3, character: line.indexOf(" }]") + 2 },
    },
    call: { tool: "pay", arguments: { amount: 501 }, repeat: 1 },
  });
});

it("survive where no test makes the call", async () => {
  const { mutants } = await ask(policyText, [fileOf("far", deny("pay", { amount: 9000 }))]);
  expect(mutants.filter(({ killedBy }) => killedBy === null)).toHaveLength(2);
  expect((await ask(policyText, [])).mutants.every(({ killedBy }) => killedBy === null)).toBe(true);
});

it("have calls like those of the server's own schema", async () => {
  const inputSchema = { type: "object", required: ["account"], properties: { account: { enum: ["savings"] } } };
  const known = {
    ...bareEnvironment,
    catalogue: serverCatalogue({ name: "bank", tools: [{ name: "pay", inputSchema }] }),
  };
  const { mutants } = await ask(policyText, [], known);
  expect(mutants[1]?.call.arguments).toEqual({ account: "savings", amount: 501 });
});

it.each([
  ["a test that fails on the policy itself", policyText, deny("pay", { amount: 1 }), /^Fix the tests first: 1 test /],
  ["a policy that the gateway refuses", policyText.replace('"gt"', '"above"'), deny("x", {}), /would refuse/],
  ["another product's policy", '{ "Version": "2012-10-17", "Statement": [] }', deny("x", {}), /not of an MCP gateway/],
])("are not made of %s", async (_, text, call, why) => {
  expect(await ask(text, [fileOf("a", call)])).toEqual({
    mutants: [],
    notKnown: [],
    notRun: expect.stringMatching(why),
  });
});

it("are as many as were found when nobody waits any longer", async () => {
  const parameters = { policy: { uri: "file:///w/pay.policy.json", text: policyText }, testFiles: [] };
  expect(await testMutants(parameters, bareEnvironment, () => true)).toEqual({
    mutants: [],
    notKnown: [],
    notRun: null,
  });
});
