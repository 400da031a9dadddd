/** Attempts: every call that is shown is decided by the policy itself, and what guards nothing is tried as well. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import { decide } from "../../server/src/policy/decide/decide";
import type { JsonObject } from "../../server/src/policy/text/json";
import { bareEnvironment } from "../../server/src/service/environment";
import { probePolicy } from "../../server/src/service/probe/probePolicy";
import { snapshotOf } from "../../server/src/service/snapshot";

const condition = (name: string, op: string, value: unknown) => ({
  conditions: [{ path: `args.${name}`, op, value }],
  on_deny: "No.",
});

function tried(rules: object, inputSchema?: object) {
  const snapshot = snapshotOf(JSON.stringify({ version: "1", default: "deny", tools: { t: rules } }));
  const catalogue = readCatalogue({ tools: inputSchema === undefined ? [] : [{ name: "t", inputSchema }] });
  const [probed] = probePolicy(snapshot, { ...bareEnvironment, catalogue }, ["t"], { wantsAttempts: true }).tools;
  const attempts = probed?.attempts ?? [];
  for (const { arguments: args, decision } of attempts) {
    const call = { tool: "t", arguments: args as JsonObject, grant: "", at: 0 };
    expect(decide(snapshot.policy, call, new Map(), { trace: false }).outcome).toBe(decision);
  }
  return attempts.map(({ kind, arguments: args, decision, says }) => ({
    kind,
    value: Object.values(args).join(),
    decision,
    says,
  }));
}

describe("what an attacker would try", () => {
  it.each(["path", "url", "host", "command", "sql", "to", "branch", "model"])(
    "on %s is of kinds with a page each",
    (name) => {
      const kinds = tried({ deny_if: [condition(name, "eq", "x")] }).map(({ kind }) => kind);
      expect(kinds).not.toEqual([]);
      for (const kind of kinds) expect(existsSync(new URL(`../../docs/rules/${kind}.md`, import.meta.url))).toBe(true);
    },
  );

  it("tries elements of a list that no condition looks at", () => {
    const paths = { type: "array", items: { type: "string" } };
    const attempts = tried(
      { require: [condition("note", "eq", "x")] },
      { type: "object", properties: { note: { type: "string" }, paths } },
    );
    expect(attempts.map(({ kind, value }) => `${kind} ${value}`)).toContain("path-escapes x,/etc/passwd");
  });

  it("has the calls of the findings first, and beside them what is stopped", () => {
    const attempts = tried({ require: [condition("path", "regex", "^/srv/share/")] });
    expect(attempts[0]).toMatchObject({
      kind: "path-escapes",
      value: "/srv/share/../../etc/passwd",
      decision: "allow",
      says: expect.stringContaining('".." leads out of "/srv/share/"'),
    });
    expect(attempts).toContainEqual({
      kind: "path-escapes",
      value: "/etc/passwd",
      decision: "deny",
      says: "Stopped by /tools/t/require/args.path-regex.",
    });
    expect(attempts.map(({ decision }) => decision)).toEqual([...attempts.map((each) => each.decision)].sort());
  });

  it.each([
    ["url", "^https://acme\\.com/", ["host-escapes"]],
    ["command", "^(?:ls|pwd)$", ["command-chaining", "other-spelling"]],
    ["sql", "^SELECT 1$", ["command-chaining", "other-spelling"]],
    ["to", "^anna@acme\\.com$", ["second-recipient"]],
    ["path", "^/srv/[a-z]+$", ["path-escapes"]],
  ])("is stopped where %s is guarded well", (name, pattern, kinds) => {
    const attempts = tried({ require: [condition(name, "regex", pattern)] });
    expect([...new Set(attempts.map(({ kind }) => kind))]).toEqual(kinds);
    expect(attempts.filter(({ decision }) => decision !== "deny")).toEqual([]);
  });

  it("is allowed where no condition looks at an argument, and says so", () => {
    const attempts = tried({}, { type: "object", properties: { command: { type: "string" }, n: { type: "number" } } });
    expect(attempts.length).toBeGreaterThan(3);
    expect(new Set(attempts.map(({ decision, says }) => `${decision} ${says}`))).toEqual(
      new Set(['allow No condition looks at "args.command".']),
    );
  });

  it("has the other cases of a denied word, and what a list of forbidden commands forgets", () => {
    const allowed = (name: string, op: string, value: unknown) =>
      tried({ deny_if: [condition(name, op, value)] }).flatMap((each) =>
        each.decision === "allow" ? [each.value] : [],
      );
    expect(allowed("method", "in", ["POST", "put"])).toEqual(["post", "Post", "PUT", "Put"]);
    expect(allowed("command", "regex", "\\b(rm|sudo|curl|wget)\\b")).toEqual(["find /srv/data -delete"]);
  });

  it("is left away unless somebody asks", () => {
    const snapshot = snapshotOf('{"version": "1", "default": "deny", "tools": {"t": {}}}');
    expect(probePolicy(snapshot, bareEnvironment).tools[0]).not.toHaveProperty("attempts");
  });
});
