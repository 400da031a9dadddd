/** The patterns of a configuration. */
import { expect, test } from "vitest";
import { globPattern } from "../../../server/src/policy/pattern/globPattern";

test.each([
  ["policy.json", ["policy.json"], ["a/policy.json", "policyxjson"]],
  ["./policy.json", ["policy.json"], ["a/policy.json"]],
  ["*.json", ["a.json", ".json"], ["a/b.json", "a.jsonx"]],
  ["**/*.json", ["a.json", "a/b.json", "a/b/c.json"], ["a/b.txt"]],
  ["gateway/**", ["gateway/a", "gateway/a/b.json"], ["gateway", "gatewayx/a"]],
  ["**/testdata/**", ["testdata/a", "x/testdata/a/b"], ["x/mytestdata/a", "testdata"]],
  ["a/**/b.json", ["a/b.json", "a/x/b.json", "a/x/y/b.json"], ["ab.json", "a/xb.json"]],
  ["{a,b}/?.json", ["a/x.json", "b/y.json"], ["c/x.json", "a/xx.json", "a//.json"]],
  ["{a,{b,c}}", ["a", "b", "c"], ["d", "{a"]],
  ["a,b", ["a,b"], ["a", "b"]],
  ["(a|b)+[x].$", ["(a|b)+[x].$"], ["a", "aax"]],
  ["**", ["a", "a/b"], []],
  ["a**b", ["axb", "ab"], ["a/b"]],
])("%s", (glob, taken, left) => {
  const matches = globPattern(glob);
  for (const path of taken) expect(matches?.(path), path).toBe(true);
  for (const path of left) expect(matches?.(path), path).toBe(false);
});

test.each(["{a", "a}", "}{"])("%s is none", (glob) => expect(globPattern(glob)).toBeUndefined());

test("a hostile pattern costs no more than its length times that of the path", () => {
  const matches = globPattern("*a".repeat(100));
  expect(matches?.(`${"a".repeat(4_000)}b`)).toBe(false);
});
