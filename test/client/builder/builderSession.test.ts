import { describe, expect, test } from "vitest";
import { BuilderSession, type SessionHost } from "../../../client/src/builder/state/builderSession";
import { type HostMessage, parseHostMessage, parsePageMessage } from "../../../client/src/builder/state/messages";
import type { BuilderChange, BuilderResult } from "../../../server/src/protocol/builder";

const row = {
  name: "a",
  summary: "",
  category: "Read",
  risk: "Low",
  known: true,
  choice: "default",
  state: "denied",
  stateInShort: "denied",
  recommended: "",
  standing: "no rule",
  findings: 0,
  worst: null,
} as const;

const answer: BuilderResult = {
  version: 1,
  notBuilt: null,
  default: "deny",
  serverName: "",
  summary: "",
  risks: [],
  rows: [row],
  detail: null,
};

/** A server and a text that a test moves. */
function fake(answers: { edit?: () => object; built?: () => BuilderResult } = {}) {
  const sent: HostMessage[] = [];
  const asked: string[] = [];
  const applied: unknown[] = [];
  const text = { version: 1, isWritable: true };
  const host: SessionHost = {
    uri: "file:///policy.json",
    policyName: "policy.json",
    // biome-ignore lint/suspicious/noExplicitAny: one function answers every request.
    request: (async (method: string): Promise<any> => {
      asked.push(method);
      if (method === "mcpPolicy/builder") return (answers.built ?? (() => answer))();
      return (answers.edit ?? (() => ({ edits: [{ newText: "x" }], refused: null })))();
    }) as SessionHost["request"],
    version: () => text.version,
    apply: async (edits) => {
      applied.push(edits);
      return text.isWritable;
    },
    send: (message) => void sent.push(message),
  };
  return { session: new BuilderSession(host), sent, asked, applied, text };
}

const allow: BuilderChange = { kind: "choose", tools: ["a"], choice: "allow" };

describe("a session of the builder", () => {
  test("sends the rows once, and again when they have changed", async () => {
    const { session, sent } = fake();
    await session.begin(null);
    await session.refresh();
    expect(sent.map((message) => message.type === "state" && message.state.policy.rows)).toEqual([[row], "same"]);
    session.end();
    await session.begin(null);
    expect(sent.at(-1)).toMatchObject({ state: { policy: { rows: [row] } } });
  });

  test("asks once more for any number of edits while the server answers", async () => {
    const { session, asked } = fake();
    await Promise.all([session.begin(null), session.refresh(), session.refresh(), session.refresh()]);
    expect(asked).toEqual(["mcpPolicy/builder", "mcpPolicy/builder"]);
  });

  test("makes changes one after the other", async () => {
    const { session, applied } = fake();
    await session.begin(null);
    await Promise.all([session.change(allow), session.change(allow)]);
    expect(applied).toHaveLength(2);
  });

  test("asks again for the edits when the text has changed meanwhile, and gives up at some point", async () => {
    const { session, asked, applied, text, sent } = fake({
      edit: () => {
        text.version++;
        return { edits: [{ newText: "x" }], refused: null };
      },
    });
    await session.begin(null);
    await session.change(allow);
    expect(asked.filter((method) => method === "mcpPolicy/builderEdit")).toHaveLength(5);
    expect(applied).toEqual([]);
    expect(sent.at(-1)).toEqual({ type: "refused", why: "The text changes too fast. Nothing was changed." });
  });

  test("says why a change was refused, and when nobody answers or the text cannot be changed", async () => {
    const refused = fake({ edit: () => ({ edits: [], refused: "No." }) });
    await refused.session.begin(null);
    await refused.session.change(allow);
    expect(refused.sent.at(-1)).toEqual({ type: "refused", why: "No." });
    const silent = fake({
      edit: () => {
        throw new Error("gone");
      },
      built: () => {
        throw new Error("gone");
      },
    });
    await silent.session.begin(null);
    expect(silent.sent.at(-1)).toMatchObject({
      state: { policy: { notBuilt: expect.stringContaining("not answer") } },
    });
    await silent.session.change(allow);
    expect(silent.sent.at(-1)).toMatchObject({ type: "refused" });
    const locked = fake();
    locked.text.isWritable = false;
    await locked.session.begin(null);
    await locked.session.change(allow);
    expect(locked.sent.at(-1)).toEqual({ type: "refused", why: "The text could not be changed." });
  });

  test("makes a fix that is on show only while its text is the newest", async () => {
    const finding = {
      severity: "warning",
      code: "x",
      message: "",
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      fixes: [{ title: "Fix", edits: [] }],
    };
    const detail = {
      tool: null,
      summary: "",
      stateInWords: "",
      range: null,
      require: [],
      denyIf: [],
      limits: [],
      onlyInText: [],
      findings: [finding],
      paths: [],
      operators: [],
    };
    const { session, applied, text, sent } = fake({ built: () => ({ ...answer, detail }) });
    await session.begin(null);
    await session.fix({ finding: 0, fix: 0 });
    expect(applied).toEqual([[]]);
    text.version = 2;
    await session.fix({ finding: 0, fix: 0 });
    await session.fix({ finding: 3, fix: 0 });
    expect(applied).toHaveLength(1);
    expect(sent.at(-1)).toMatchObject({ type: "refused" });
  });
});

describe("messages", () => {
  test("what is none is ignored", () => {
    const strange = [null, 1, {}, { type: "x" }, { type: "select", tool: 1 }, { type: "change", change: {} }];
    const more = [
      { type: "fix", finding: -1, fix: 0 },
      { type: "run", command: "rm" },
      { type: "reveal", place: {} },
    ];
    for (const value of [...strange, ...more, { type: "try", about: "", condition: {}, samples: [] }])
      expect(parsePageMessage(value)).toBeUndefined();
    for (const value of [null, { type: "state", state: {} }, { type: "tries", about: "" }, { type: "refused" }])
      expect(parseHostMessage(value)).toBeUndefined();
  });

  test("what is one is read", () => {
    for (const value of [
      { type: "ready", tool: null },
      { type: "select", tool: "a" },
      { type: "change", change: allow },
      { type: "fix", finding: 0, fix: 1 },
      { type: "run", command: "probe" },
      { type: "reveal", place: { kind: "tool", index: 0 } },
      { type: "try", about: "x", condition: { path: "args.a", op: "eq", value: 1 }, samples: ["a"] },
    ])
      expect(parsePageMessage(value)).toEqual(value);
  });
});
