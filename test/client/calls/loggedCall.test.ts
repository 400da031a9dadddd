import { describe, expect, it } from "vitest";
import { laidOut, withEarlierCalls } from "../../../client/src/calls/callHistory";
import { callDescription, callDetails } from "../../../client/src/calls/callInWords";
import { type LoggedCall, readLoggedCall } from "../../../client/src/calls/loggedCall";

const line = (more: object, values?: string): string => {
  const facts = JSON.stringify({
    time: "2026-01-02T03:04:05.006Z",
    grant: "default",
    tool: "send",
    decision: "allow",
    rule: "",
    message: null,
    policy: "sha256:1",
    latencyMs: 0.1,
    era: "legacy",
    ...more,
  });
  return values === undefined ? facts : `${facts.slice(0, -1)},"values":${values}}`;
};

const read = (more: object, values?: string): LoggedCall => {
  const call = readLoggedCall(line(more, values));
  if (call === undefined) throw new Error("not read");
  return call;
};

describe("a line of a gateway's log", () => {
  it("has its arguments as they were written", () => {
    expect(read({ arguments: ["n"] }, '{"n": 9007199254740993}').argumentsText).toBe('{"n": 9007199254740993}');
    expect(read({ message: 'a ,"values":{} b' }, '{"values":{"values":1}}').argumentsText).toBe(
      '{"values":{"values":1}}',
    );
  });

  it("has no arguments when some of their values were not kept, or when they are long", () => {
    expect(read({ arguments: ["a"] }).argumentsText).toBeUndefined();
    expect(read({ redacted: ["args.a"] }, '{"a":"[redacted]"}').argumentsText).toBeUndefined();
    expect(read({}, `{"a":"${"x".repeat(100_000)}"}`).argumentsText).toBeUndefined();
  });

  it.each(["", "{", "[]", "null", '{"tool":"t"}', line({ decision: "maybe" }), line({ time: "soon" })])(
    "is nothing else: %s",
    (text) => expect(readLoggedCall(text)).toBeUndefined(),
  );

  it("with odd members has none of them", () => {
    const { counters, argumentNames, line: place } = read({ counters: [1, {}], arguments: [1, "a"], line: "x" });
    expect([counters, argumentNames, place]).toEqual([[], ["a"], undefined]);
  });
});

const counter = { key: "tools/send/c", window: "hour", value: 3, max: 3, resetsAt: "2026-01-02T04:00:00.000Z" };

describe("a call in words", () => {
  it("says decision, time and the fullest counter", () => {
    const other = { ...counter, key: "all_tools/d", window: "day", max: 100 };
    expect(callDescription(read({ decision: "deny", counters: [other, counter] }))).toBe(
      "denied · 3 of 3 this hour · 03:04:05",
    );
    expect(callDescription(read({ decision: "deny", forwarded: true }))).toBe("denied, but passed on · 03:04:05");
    expect(callDescription(read({ decision: "unknown" }))).toBe("not known · 03:04:05");
  });

  it("has a line for each fact, in which nothing comes to life", () => {
    const details = callDetails(
      read(
        { decision: "deny", rule: "/tools/send/limits/c", message: "No\n$(alert)\u202e", line: 7, counters: [counter] },
        "{}",
      ),
    );
    expect(details.map(({ label, description }) => [label, description.replace("\u2060", "")])).toEqual([
      ["Message", "No $(alert)\\u202e"],
      ["Rule", "/tools/send/limits/c"],
      ["Decided by", "line 7 of the policy"],
      ["Counter", "tools/send/c: 3 of 3 this hour, starts again 04:00 UTC"],
      ["Arguments", "{}"],
      ["Time", "2026-01-02 03:04:05 UTC"],
    ]);
    expect(details[0]?.description).not.toContain("$(");
  });

  it("says that values were not kept", () => {
    expect(callDetails(read({ arguments: ["path", "text"] }))[0]).toEqual({
      label: "Arguments",
      description: "path, text (values not kept)",
    });
  });
});

describe("the calls before a call", () => {
  const files = { name: "files", policy: "file:///a/policy.json" };
  const earlier = (call: LoggedCall, all: readonly LoggedCall[]) => {
    const listed = all.map((each) => ({ call: each, server: files }));
    return withEarlierCalls(listed[all.indexOf(call)] ?? { call, server: files }, listed);
  };
  const at = (minute: number, more: object = {}) => read({ time: `2026-01-02T03:${minute}:00.000Z`, ...more }, "{}");

  it("are those of the windows that it is counted in", () => {
    const before = { ...at(59), time: "2026-01-02T02:59:00.000Z" };
    const all = [before, at(10), at(20, { grant: "other" }), at(30, { counters: [counter] }), at(40)];
    expect(earlier(all[3] as LoggedCall, all)?.map(({ at: time }) => time.slice(11, 16))).toEqual(["03:10", "03:30"]);
  });

  it("are none for a call without limits", () => {
    const all = [at(10), at(20)];
    expect(earlier(all[1] as LoggedCall, all)).toHaveLength(1);
  });

  it("are not known with a call whose values were not kept", () => {
    expect(earlier(read({}), [])).toBeUndefined();
  });

  it("are not those of another server, nor of another policy", () => {
    const listed = (minute: number, server: typeof files) => ({ call: at(minute, { counters: [counter] }), server });
    const last = listed(40, files);
    const all = [
      listed(10, { ...files, name: "mail" }),
      listed(20, { ...files, policy: "file:///b/policy.json" }),
      listed(30, files),
      last,
    ];
    expect(withEarlierCalls(last, all)?.map(({ at: time }) => time.slice(11, 16))).toEqual(["03:30", "03:40"]);
  });
});

it("arguments are laid out unless that would change them", () => {
  expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(laidOut('{"n":9007199254740993}')).toBe('{"n":9007199254740993}');
  expect(laidOut('{"a":1,"a":2}')).toBe('{"a":1,"a":2}');
});
