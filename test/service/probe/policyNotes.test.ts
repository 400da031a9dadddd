/** What a probe says of a policy as a whole, and what it does not say. */
import { expect, it } from "vitest";
import { emptyCatalogue, type ToolCatalogue } from "../../../server/src/catalogue/catalogue";
import { serverCatalogue } from "../../../server/src/risk/serverCatalogue";
import { policyNotes } from "../../../server/src/service/probe/policyNotes";
import { snapshotOf } from "../../../server/src/service/snapshot";

const taking = (name: string, ...args: string[]) => ({
  name,
  inputSchema: { type: "object", properties: Object.fromEntries(args.map((each) => [each, { type: "string" }])) },
});
const server = serverCatalogue({
  name: "files",
  tools: [
    taking("delete_file", "path"),
    taking("run", "command"),
    taking("login", "password"),
    taking("list", "page_token"),
  ],
});
const kindsOf = (policy: object, catalogue: ToolCatalogue = server) => {
  const limits = [{ counter: "all", window: "minute", max: 10, scope: "grant" }];
  const text = JSON.stringify({ version: "1", default: "deny", all_tools: { limits }, ...policy });
  const notes = policyNotes(snapshotOf(text).policy, catalogue);
  return notes.map(({ kind, tools }) => [kind, ...tools].join(" "));
};
/** What is said of each tool without a condition has a test of its own. */
const otherKindsOf = (policy: object, catalogue?: ToolCatalogue) =>
  kindsOf(policy, catalogue).filter((kind) => !kind.startsWith("any-arguments"));
const looking = { require: [{ conditions: [{ path: "args.command", op: "eq", value: "ls" }] }] };
const denied = { deny_if: [{ conditions: [] }] };

it.each([
  [
    "a hidden act that a command does as well",
    { hide: ["delete_file"], tools: { run: {} } },
    ["same-act run delete_file"],
  ],
  ["an act that is always denied", { tools: { delete_file: denied, run: {} } }, ["same-act run delete_file"]],
  ["a command that is looked at", { hide: ["delete_file"], tools: { run: looking } }, []],
  ["an act that is open anyway", { tools: { delete_file: {}, run: {} } }, []],
  ["a secret as an argument", { tools: { login: {} } }, ["credential-argument login"]],
  ["a token that is the place in a list", { tools: { list: {} } }, []],
])("of %s", (_, policy, kinds) => expect(otherKindsOf(policy)).toEqual(kinds));

it("of tools whose arguments no condition looks at, which have no hole to find", () => {
  const none = taking("ping");
  const catalogue = serverCatalogue({
    name: "files",
    tools: [none, taking("run", "command"), taking("login", "user")],
  });
  const tools = { ping: {}, run: looking, login: {}, unheard: {}, delete_file: denied };
  expect(kindsOf({ tools }, catalogue)).toEqual(["any-arguments login unheard"]);
});

it("of tools of no catalogue, by their names", () => {
  const policy = { hide: ["delete_file"], tools: { execute_command: {}, run: {} } };
  expect(otherKindsOf(policy, emptyCatalogue)).toEqual(["same-act execute_command delete_file"]);
});
