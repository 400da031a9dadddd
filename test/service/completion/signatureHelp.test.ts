import { expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { signatureHelp } from "../../../server/src/service/completion/signatureHelp";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

const env: Environment = {
  ...bareEnvironment,
  catalogue: readCatalogue({
    tools: [
      {
        name: "pay",
        inputSchema: {
          type: "object",
          properties: { amount: { type: "integer", description: "In cents. [zap](x:y)" } },
        },
      },
    ],
  }),
};

/** What is shown at `|`: the signature with the active field in «», then the documentation of that field. */
function help(marked: string, environment = env): { signature: string; about: string } | null {
  const offset = marked.indexOf("|");
  const answer = signatureHelp(snapshotOf(marked.replace("|", "")), offset, environment);
  const [signature] = answer?.signatures ?? [];
  if (answer === null || signature === undefined) return null;
  const active = signature.parameters?.[answer.activeParameter ?? 0];
  if (active === undefined) throw new Error("No field is active");
  const [start = 0, end = 0] = active.label as [number, number];
  const { label } = signature;
  return {
    signature: `${label.slice(0, start)}«${label.slice(start, end)}»${label.slice(end)}`,
    about: (active.documentation as { value: string }).value,
  };
}

/** A policy whose only condition is this, with everything closed. */
const closed = (condition: string) => `{"tools":{"pay":{"require":[{"conditions":[${condition}]}]}}}`;
/** The same, broken off behind the cursor. */
const open = (condition: string) => `{"tools":{"pay":{"deny_if":[{"conditions":[${condition}`;

test.each([
  ["{|}", "{ «path», op, value: any value }"],
  ['{"|}', "{ «path», op, value: any value }"],
  ['{"path": "|"}', "{ «path», op, value: any value }"],
  ['{"path": "args.amount"|}', "{ «path», op, value: any value }"],
  ['{"path": "args.amount", |}', "{ path, «op», value: any value }"],
  ['{"path": "args.amount", "|"}', "{ path, «op», value: any value }"],
  ['{"path": "args.amount", "op|": "gt"}', "{ path, «op», value: number }"],
  ['{"path": "args.amount", "op": |"gt"}', "{ path, «op», value: number }"],
  ['{"path": "args.amount", "op": "gt", |}', "{ path, op, «value: number» }"],
  ['{"path": "args.amount", "op": "regex", "value": "|"}', "{ path, op, «value: Go regular expression» }"],
  ['{"path": "args.amount", "op": "in", "value": [1, |]}', "{ path, op, «value: array» }"],
  ['{"value": 1, "op": "exists", "|"}', "{ «path», op, value: true or false }"],
])("at %s: %s", (condition, signature) => {
  expect(help(closed(condition))?.signature).toBe(signature);
  expect(help(open(condition.slice(0, condition.indexOf("|") + 1)))?.signature, "broken off").toMatch(
    /^\{ «?path»?, «?op»?, «?value: [\w ]+»? \}$/,
  );
});

test("broken off behind the cursor, the same field is active", () => {
  expect(help(open('{"path": "args.amount", "op": "gt", "value": |'))?.signature).toBe("{ path, op, «value: number» }");
  expect(help(open('{"path": "args.amount", "op": "|'))?.signature).toBe("{ path, «op», value: any value }");
});

test("the operator has its meaning and its trap", () => {
  expect(help(closed('{"op": "neq|"}'))?.about).toBe(
    "**`op`: `neq`**\n\nHolds when the argument is there and does not equal the value. It does not hold when the argument is missing.",
  );
  expect(help(closed('{"op": "|"}'))?.about).toContain("`not_in`");
  expect(help(closed('{"op": "gt", "value": |}'))?.about).toMatch(
    /It never holds unless the argument is a JSON number/,
  );
});

test("the path and the value have the argument's description, harmless", () => {
  const described = "**`amount`** (whole number, optional): In cents. \\[zap\\](x:y)";
  expect(help(closed('{"path": "args.amount|"}'))?.about).toContain(described);
  expect(help(closed('{"path": "args.amount", "op": "gt", "value": |}'))?.about).toContain(described);
  expect(help(closed('{"path": "args.amount|"}'), bareEnvironment)?.about).not.toContain("cents");
});

test("a bare fragment has it, too", () => {
  expect(help('{"pay":{"require":[{"conditions":[{"path": "args.amount", |')?.signature).toBe(
    "{ path, «op», value: any value }",
  );
});

test("elsewhere there is none", () => {
  for (const text of [
    "|",
    "{|}",
    '{"tools":{"pay":{"require":[{"conditions":[|]}]}}}',
    '{"tools":{"pay":{"require":[{"on_deny":"|"}]}}}',
    '{"tools":{"pay":{"limits":[{"max": |}]}}}',
    '{"hide":["|"]}',
    // Nothing is left to be typed.
    closed('{"path": "args.a", "op": "eq", "value": 1, |}'),
  ])
    expect(help(text), text).toBeNull();
});

test("somebody else's document has none, and neither has one that is too large", () => {
  const text = closed('{"op": "eq"}');
  const at = text.indexOf('"eq') + 1;
  const snapshot = snapshotOf(text);
  expect(signatureHelp(snapshot, at, env)).not.toBeNull();
  expect(signatureHelp({ ...snapshot, foreign: "AWS IAM policy" }, at, env)).toBeNull();
  expect(signatureHelp({ ...snapshot, isOversized: true }, at, env)).toBeNull();
});
