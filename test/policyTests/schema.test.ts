/** The published schema and the reader accept the same files. */

import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const validate = new Ajv({ strict: false }).compile(JSON.parse(read("server/schema/policy-test.schema.json")));

const call = (fields: string) => `{"tests": [{"name": "a", "calls": [{${fields}}]}]}`;

describe("a test file that is accepted by both", () => {
  it.each([
    ["the sample", read("samples/odoo-accounting.policy-test.json")],
    ["no tests", '{"tests": []}'],
    ["everything", '{"$schema": "x", "policy": "p.json", "tests": [{"calls": []}]}'],
    [
      "all of a call",
      call(
        '"tool": "t", "arguments": {}, "grant": "g", "at": "2026-01-01T09:00:00Z", "after": "5s", "repeat": 2, "every": "1m", "expect": {"decision": "deny", "rule": "", "message": null, "counters": {"a": 1.5}}',
      ),
    ],
  ])("%s", (_, text) => {
    expect(readPolicyTests(text).problems).toEqual([]);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe("a test file that is refused by both", () => {
  it.each([
    ["a list", "[]"],
    ["without tests", "{}"],
    ["tests that are no list", '{"tests": {}}'],
    ["an unknown field", '{"tests": [], "polcy": "x"}'],
    ["an unknown field of a test", '{"tests": [{"calls": [], "title": "x"}]}'],
    ["a test without calls", '{"tests": [{"name": "a"}]}'],
    ["a call without a tool", call("")],
    ["an unknown field of a call", call('"tool": "t", "args": {}')],
    ["arguments that are a list", call('"tool": "t", "arguments": []')],
    ["an instant that is none", call('"tool": "t", "at": "noon"')],
    ["a duration that is none", call('"tool": "t", "after": "soon"')],
    ["a repetition of half", call('"tool": "t", "repeat": 1.5')],
    ["no repetition", call('"tool": "t", "repeat": 0')],
    ["a decision that is none", call('"tool": "t", "expect": {"decision": "hide"}')],
    ["a message that is a number", call('"tool": "t", "expect": {"message": 3}')],
    ["a counter that is a text", call('"tool": "t", "expect": {"counters": {"a": "1"}}')],
  ])("%s", (_, text) => {
    expect(readPolicyTests(text).problems.filter(({ severity }) => severity === "error")).not.toEqual([]);
    expect(validate(JSON.parse(text))).toBe(false);
  });
});
