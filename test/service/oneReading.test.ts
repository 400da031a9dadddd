/** A9: of keys that are written twice, half-typed ones too, every feature reads the same one. */
import { describe, expect, it } from "vitest";
import { decide } from "../../server/src/policy/decide/decide";
import { bareEnvironment } from "../../server/src/service/environment";
import { codeLenses } from "../../server/src/service/reading/codeLens";
import { outline } from "../../server/src/service/reading/outline";
import { snapshotOf } from "../../server/src/service/snapshot";

const policy = (tools: string, rest = "") => `{ "version": "1", "default": "deny", "tools": {${tools}}${rest} }`;
const always = `[{ "conditions": [], "on_deny": "No." }]`;

/** A plain tool has a line above it, too. */
const settings = { ...bareEnvironment.settings, annotations: "all" } as const;

/** What the trace of a call, the lens and the outline say of the tool a. */
function readings(text: string): readonly (string | undefined)[] {
  const snapshot = snapshotOf(text);
  const call = { tool: "a", arguments: {}, grant: "default", at: 0 };
  const written = { ...snapshot.policy, refusal: undefined };
  const { outcome } = decide(written, call, new Map(), { trace: false });
  const lens = codeLenses(snapshot, { ...bareEnvironment, settings, clientCommands: true }).at(-1)?.command?.title;
  const tools = outline(snapshot).find(({ name }) => name === "tools")?.children ?? [];
  return [outcome, /as written: (.*)\)/.exec(lens ?? "")?.[1], tools.findLast(({ name }) => name === "a")?.detail];
}

describe("A9: one reading of keys", () => {
  it.each([
    ["a half-typed list", policy(`"a": { "deny_if": ${always}, "deny_if" }`), "deny", "denied always"],
    ["a half-typed list with its colon", policy(`"a": { "deny_if": ${always}, "deny_if": }`), "deny", "denied always"],
    ["an empty list", policy(`"a": { "deny_if": ${always}, "deny_if": [] }`), "allow", "allowed"],
    ["a half-typed tool", policy(`"a": { "deny_if": ${always} }, "a"`), "deny", "denied always"],
    ["a half-typed tool that allows", policy(`"a": {}, "a"`), "allow", "allowed"],
    ["a half-typed tools", policy(`"a": {}`, `, "tools"`), "allow", "allowed"],
    ["a half-typed default", policy(`"a": {}`, `, "default"`), "allow", "allowed"],
  ])("%s", (_, text, outcome, state) => {
    expect(readings(text)).toEqual([outcome, state, state]);
  });

  it("what is half-typed is an error, so that the call itself is not known", () => {
    const { policy: read } = snapshotOf(policy(`"a": { "deny_if": ${always}, "deny_if" }`));
    const call = { tool: "a", arguments: {}, grant: "default", at: 0 };
    expect(decide(read, call, new Map(), { trace: false }).outcome).toBe("unknown");
  });
});
