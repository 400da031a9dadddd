/**
 * A character that turns or hides its neighbours makes a policy read otherwise than it is decided. Everything that an
 * editor shows of a policy is asked for, and searched for such characters.
 */
import { expect, test } from "vitest";
import { visibleText } from "../../server/src/policy/words/plain/visibleText";
import { codeActions } from "../../server/src/service/actions/codeActions";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import { bareEnvironment } from "../../server/src/service/environment";
import { hover } from "../../server/src/service/hover/hover";
import { policyMentions } from "../../server/src/service/navigation/mentions";
import { rename } from "../../server/src/service/navigation/rename";
import { listedTools, workspaceSymbols } from "../../server/src/service/navigation/workspaceSymbols";
import { codeLenses } from "../../server/src/service/reading/codeLens";
import { inlayHints } from "../../server/src/service/reading/inlayHints";
import { outline } from "../../server/src/service/reading/outline";
import { snapshotOf } from "../../server/src/service/snapshot";

const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test.each([
  ["\u202egnp.exe\u202c", "\\u202egnp.exe\\u202c"],
  ["a\u200bb", "a\\u200bb"],
  ["a\nb\tc\u0007", "a\\nb\\tc\\u0007"],
  ["\u2028", "\\u2028"],
  ["\u{e0041}", "\\udb40\\udc41"],
  ["\ud800", "\\ud800"],
  ["\u3164", "\\u3164"],
  ["naïve 日本語 👩‍💻 ❤️ [x](y) \\u0041", "naïve 日本語 👩‍💻 ❤️ [x](y) \\u0041"],
])("%j is shown as %s", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test("a hundred thousand of them are written out in one pass", () => {
  expect(visibleText("\u202e".repeat(100_000))).toHaveLength(600_000);
});

const turned = "x\u202egnp.exe\u2066";
const policy = `{
  "version": "1",
  "default": "deny",
  "${turned}": 1,
  "hide": ["${turned}", "${turned}"],
  "tools": {
    "${turned}": {
      "${turned}": {},
      "require": [{ "conditions": [{ "path": "args.${turned}", "op": "${turned}", "value": "${turned}" }], "on_deny": "${turned}" }],
      "deny_if": [{ "conditions": [{ "path": "${turned}", "op": "regex", "value": "(${turned}" }] }],
      "limits": [
        { "counter": "${turned}", "window": "${turned}", "max": 1, "scope": "${turned}" },
        { "counter": "${turned}", "window": "minute", "max": 1, "scope": "${turned}" }
      ]
    },
    "${turned} ": { "limits": [{ "counter": "${turned}", "window": "day", "max": 10, "scope": "${turned}" }] },
    "${turned}": { "action": "${turned}" },
    "open": {}
  }
}`;

test("nothing that is shown of a policy turns or hides its neighbours", () => {
  const env = { ...bareEnvironment, clientCommands: true, resolvesEdits: true };
  const snapshot = snapshotOf(policy);
  const whole = { start: 0, end: policy.length };
  const found = diagnostics(snapshot, env);
  const shown = [
    ...found.flatMap(({ message, relatedInformation = [] }) => [
      message,
      ...relatedInformation.map((each) => each.message),
    ]),
    ...codeActions(snapshot, env, whole, undefined).flatMap(({ title, command }) => [title, command?.title ?? ""]),
    ...codeLenses(snapshot, env).map(({ command }) => command?.title ?? ""),
    ...inlayHints(snapshot, { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } }, env).flatMap(
      ({ label, tooltip }) => [label, tooltip ?? ""],
    ),
    ...workspaceSymbols(snapshot.uri, listedTools(snapshot), "").map(({ name }) => name),
    ...[...policy.matchAll(/gnp/g)].map(({ index }) => JSON.stringify(hover(snapshot, index, env)?.contents ?? "")),
  ].map(String);
  shown.push(JSON.stringify(outline(snapshot)));
  const renamed = rename(snapshot, policy.lastIndexOf('"open"') + 2, turned, [
    policyMentions(snapshot, ["open", turned], 1),
  ]);
  expect(renamed).toHaveProperty("refused");
  // What else is shown of it: the connection escapes a refusal (`navigation.ts`).
  expect(found.length).toBeGreaterThan(5);
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((text) => unseen.test(text))).toEqual([]);
  expect(shown.filter((text) => text.includes("\\u202e")).length).toBeGreaterThan(10);
});
