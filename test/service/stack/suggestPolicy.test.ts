import { describe, expect, test } from "vitest";
import { emptyCatalogue } from "../../../server/src/catalogue/catalogue";
import { compilePattern } from "../../../server/src/policy/pattern/pattern";
import type { JsonObject } from "../../../server/src/policy/text/json";
import { serverCatalogue } from "../../../server/src/risk/serverCatalogue";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { type Generalisation, argumentRules as rulesAndRest } from "../../../server/src/service/stack/argumentRules";
import { commonPrefix } from "../../../server/src/service/stack/commonPrefix";
import { type RecordedCall, suggestPolicy } from "../../../server/src/service/stack/suggestPolicy";

const hour = 3_600_000;
const call = (tool: string, given: JsonObject | undefined, at?: number, grant?: string): RecordedCall => ({
  tool,
  arguments: given,
  at,
  grant,
});

const argumentRules = (calls: readonly JsonObject[], kinds?: readonly Generalisation[]) =>
  rulesAndRest(calls, kinds).rules;

describe("rules from recorded arguments", () => {
  test("values that come again are a list, numbers have bounds, free text has no condition", () => {
    const calls = ["a", "b", "a", "b"].map((state, index) => ({ state, limit: index * 10, text: `free ${index}` }));
    expect(argumentRules(calls)).toEqual({
      require: [
        { conditions: [{ path: "args.state", op: "in", value: ["a", "b"] }], on_deny: expect.any(String) },
        { conditions: [{ path: "args.limit", op: "gte", value: 0 }], on_deny: expect.any(String) },
        { conditions: [{ path: "args.limit", op: "lte", value: 30 }], on_deny: expect.any(String) },
      ],
    });
  });

  test.each([
    [["in"], ["in", "in"]],
    [["bounds"], ["gte", "lte"]],
    [["prefixes"], ["regex"]],
    [[], []],
  ] as const)("only in the ways that are asked for: %j", (kinds, ops) => {
    const calls = [1, 2, 1, 2].map((count) => ({ count, path: `/srv/share/${count}.txt` }));
    const { require = [] } = argumentRules(calls, kinds) as { require?: { conditions: { op: string }[] }[] };
    expect(require.map(({ conditions }) => conditions[0]?.op)).toEqual(ops);
  });

  test.each([
    ["free text", "please look at it", []],
    ["a long word", "x".repeat(101), []],
    ["a word", "main", ["main"]],
    ["a path with a space", "/srv/my file.txt", ["/srv/my file.txt"]],
    ["yes or no", true, [true]],
  ])("%s of a single call", (_what, value, allowed) => {
    const { require = [] } = argumentRules([{ value }]) as { require?: { conditions: { value: JsonObject }[] }[] };
    expect(require.flatMap(({ conditions }) => conditions[0]?.value)).toEqual(allowed);
  });

  test.each<[string, readonly JsonObject[], readonly Generalisation[] | undefined, string]>([
    ["paths without a common folder", [{ a: "/x/1" }, { a: "/y/2" }], undefined, "its values have no common beginning"],
    ["free text", [{ a: "one text" }, { a: "another" }], undefined, "its values do not repeat"],
    ["a long text", [{ a: "x".repeat(101) }], undefined, "it is long text"],
    ["the ways do not fit", [{ a: "b" }, { a: "b" }], ["bounds"], "no chosen way fits its values"],
    ["no way", [{ a: 1 }], [], "no chosen way fits its values"],
    ["a path not in every call", [{ a: "/x/1" }, { a: "/x/2" }, {}], undefined, "some calls do without it"],
    ["a list", [{ a: [1] }], undefined, "it is a list"],
    ["null", [{ a: null }], undefined, "it is null"],
    ["a dot in its name", [{ "a.b": 1 }], undefined, "no rule can name it"],
  ])("an argument without a condition is named, with the reason: %s", (_what, calls, kinds, why) => {
    const { rules, open } = rulesAndRest(calls, kinds);
    expect([rules, [...open.values()]]).toEqual([{}, [why]]);
  });

  test("an argument with a condition is not among those without", () => {
    expect(
      rulesAndRest([
        { a: "b", n: 1, none: null },
        { a: "b", n: 2, none: "x" },
      ]).open.size,
    ).toBe(0);
  });

  test("an argument that may be left out is denied, not required", () => {
    expect(argumentRules([{ state: "a" }, {}, { state: "a" }])).toEqual({
      deny_if: [{ conditions: [{ path: "args.state", op: "not_in", value: ["a"] }], on_deny: expect.any(String) }],
    });
  });

  test("what no rule can reach gets none", () => {
    expect(argumentRules([{ "a.b": 1, list: [1], nothing: null, "": 2 }])).toEqual({});
    expect(argumentRules([{ nested: { depth: 1 } }])).toMatchObject({
      require: [{ conditions: [{ path: "args.nested.depth" }] }, {}],
    });
  });

  test.each([
    [["/srv/share/a.txt", "/srv/share/b/c.txt"], "/srv/share/d.txt", true],
    [["/srv/share/a.txt", "/srv/share/b/c.txt"], "/srv/share/../etc/passwd", false],
    [["/srv/share/a.txt", "/srv/share/b/c.txt"], "/srv/share-old/a.txt", false],
    [["https://a.example/x/1", "https://a.example/x/2"], "https://a.example/x/3", true],
    [["https://a.example/x/1", "https://a.example/x/2"], "https://a.example/x/?u=https://evil.example", false],
    [["https://a.example/x/1", "https://a.example/x/2"], "https://a.example@evil.example/x/1", false],
  ])("%j: %s", (values, other, passes) => {
    const pattern = commonPrefix(values);
    expect(new RegExp(pattern ?? "$.").test(other)).toBe(passes);
  });

  test.each([
    ["/srv/x/my file (1).txt", "/srv/x/other (2).txt", true],
    ["/srv/x/ü.txt", "/srv/x/日本.txt", true],
    ["/srv/x/a[1]^-b.txt", "/srv/x/-[2].txt", true],
    ["/srv/x/a&b;c.txt", "/srv/x/../etc/passwd", false],
    ["/srv/x/(a).txt", "/srv/x/(..)/../y", false],
    ["/srv/x/ü.txt", "/srv/x/a\nb.txt", false],
    ["/srv/x/ü.txt", "/srv/x/a;b.txt", false],
  ])("one odd name, %j, keeps the folder: %j", (odd, other, passes) => {
    const pattern = compilePattern(commonPrefix(["/srv/x/plain.txt", odd]) ?? "$.");
    const matches = (text: string) => pattern.kind === "compiled" && pattern.matches(text);
    expect([matches(odd), matches("/srv/x/plain.txt"), matches(other)]).toEqual([true, true, passes]);
  });

  test("an argument that fits into no rule takes no condition from the others", () => {
    const own = ["a\\..\\b", "c"].map((name) => call("read", { path: `/srv/x/${name}`, mode: "ro" }, 0));
    const { policy } = suggestPolicy([...own, ...own], emptyCatalogue, true);
    expect(JSON.stringify(policy)).toContain('"args.mode"');
  });

  test.each([[["/a", "/b"]], [["word", "other"]], [["/a/b", 3]], [[]]])("%j have no common beginning", (values) =>
    expect(commonPrefix(values)).toBeUndefined(),
  );
});

describe("a policy from a log", () => {
  const calls = [
    call("read_file", { path: "/srv/share/a" }, 0),
    call("read_file", { path: "/srv/share/b" }, 1),
    call("read_file", { path: "/srv/share/c" }, 2 * hour),
  ];

  test("lets through what was recorded, with twice the calls of the busiest hour", () => {
    const { policy, notes } = suggestPolicy(calls, emptyCatalogue, true);
    expect(notes).toEqual([]);
    expect(policy).toEqual({
      version: "1",
      default: "deny",
      tools: {
        read_file: {
          require: [
            {
              conditions: [{ path: "args.path", op: "regex", value: expect.any(String) }],
              // A beginning lets more through than was used.
              on_deny: "path is unlike the values that were used before.",
            },
          ],
          limits: [{ counter: "read_file_rate", window: "hour", max: 4, scope: "grant" }],
        },
      },
    });
    expect(snapshotOf(JSON.stringify(policy)).problems).toEqual([]);
  });

  test("rules that would deny what was recorded are left out, and it is said", () => {
    const odd = [call("read_file", { path: "/srv/share/../a" }, 0), call("read_file", { path: "/srv/share/b" }, 1)];
    const { policy, notes } = suggestPolicy(odd, emptyCatalogue, true);
    expect(Object.keys((policy.tools as JsonObject).read_file as JsonObject)).toEqual(["limits"]);
    expect(notes).toEqual(['"read_file" has no condition on args.path: its values do not fit into a rule.']);
  });

  test("other tools that only read stay allowed, unless the rest is to be denied", () => {
    const catalogue = serverCatalogue({ name: "s", tools: [{ name: "list_files" }, { name: "delete_file" }] });
    const names = (denyRest: boolean) =>
      Object.keys(suggestPolicy(calls, catalogue, denyRest).policy.tools as JsonObject);
    expect(names(false)).toEqual(["read_file", "list_files"]);
    expect(names(true)).toEqual(["read_file"]);
  });

  test("what is open for any value is said for each tool", () => {
    const other = [call("move", { from: "/a/x", to: "/c/y" }, 0), call("move", { from: "/b/x", to: "/d/y" }, 1)];
    const { notes } = suggestPolicy([...calls, ...other], emptyCatalogue, true);
    expect(notes).toEqual([
      '"move" has no condition on args.from: its values have no common beginning; on args.to: its values have no common beginning.',
    ]);
    const { notes: many } = suggestPolicy(
      [call("x", Object.fromEntries([...Array(40).keys()].map((index) => [`n${index}`, [index]])), 0)],
      emptyCatalogue,
      true,
    );
    expect(many).toEqual([expect.stringMatching(/; and on 35 more arguments\.$/)]);
  });

  test("a log of another server is noticed", () => {
    const catalogue = serverCatalogue({ name: "s", tools: [{ name: "list_files" }] });
    const said = "None of the tools that the log has is a tool of s: is it the log of another server?";
    expect(suggestPolicy(calls, catalogue, true).notes).toEqual([said]);
    expect(suggestPolicy([...calls, call("list_files", {}, 0)], catalogue, true).notes).toEqual([]);
  });

  test("a log without values or times says what is missing", () => {
    const { policy, notes } = suggestPolicy([call("x", undefined)], emptyCatalogue, true);
    expect(policy.tools).toEqual({ x: {} });
    expect(notes).toHaveLength(2);
  });
});
