import { type AskedState, askedByField, readsAsState } from "../../policy/decide/askedState";
import { setInMember } from "../../policy/edit/memberEdits";
import type { Member, PolicyDocument } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { toolsWith } from "../../policy/model/toolGroups";
import { isJsonObject, type JsonObject, type JsonValue, toJson } from "../../policy/text/json";
import { propertiesOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";
import { grouped } from "../../policy/words/plain/grouped";
import { listOf } from "../../policy/words/plain/listOf";
import { quote } from "../../policy/words/plain/quote";
import { wantedStateInWords } from "../../policy/words/plain/wantedStateInWords";
import type { Finding, Fix, FixPlace, Rule, ToolSubject } from "../engine/rule";
import { hideTools } from "../fixes/hideTools";
import { wildcard } from "./oldDialect";

/** Spec §2 and §3: a tool has no field for its state; it is open unless a rule denies or `hide` names it. */
export const stateField: Rule = {
  code: "state-field",
  title: "A field of a tool reads like a state",
  area: "dialect",
  severity: "error",
  docs: {
    what: 'A tool has a field such as `allow`, `deny`, `hidden`, `enabled`, `disabled` or `block` with `true` or `false`, or one such as `access` with `"allow"`, `"deny"` or `"hidden"`.',
    why: "The format has no such field. If the gateway ignores it, the tool is as open as without it, because its name is under `tools`. `{}` allows a tool, an entry of `deny_if` with empty `conditions` denies every call, and `hide` hides a tool.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "drop_table": { "enabled": false },
    "list_tables": {}
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "drop_table": { "deny_if": [{ "conditions": [], "on_deny": "Tables are dropped by hand." }] },
    "list_tables": {}
  }
}`,
  },
  fixes: ["Deny every call of …", "Hide …", "Remove … from the rules of …"],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find },
};

interface StateField {
  readonly key: Finding["span"];
  readonly name: string;
  readonly asks: AskedState | "unclear";
}

function stateFieldsOf({ name: tool, value: rules }: Member): readonly StateField[] {
  if (tool === wildcard) return [];
  return propertiesOf(rules).flatMap(({ name, key, value }) => {
    const asks = value === undefined || !readsAsState(name) ? undefined : askedByField(name, toJson(value));
    return asks === undefined ? [] : [{ key: spanOf(key), name, asks }];
  });
}

const strength = { open: 0, unclear: 0, denied: 1, hidden: 2 } as const;

/** What the fields of a tool ask for together: the most that one of them asks for. */
function askedOf(member: Member): AskedState | "unclear" | undefined {
  return stateFieldsOf(member)
    .map(({ asks }) => asks)
    .sort((a, b) => strength[b] - strength[a])[0];
}

const means = {
  open: "{} allows a tool: remove this field.",
  ...wantedStateInWords,
  unclear: 'Write {} to allow it, an entry of "deny_if" with empty "conditions" to deny it, or its name into "hide".',
} as const;

function find({ member }: ToolSubject): readonly Finding[] {
  return stateFieldsOf(member).map(({ key, name, asks }) => ({
    span: key,
    message: `A tool has no field ${quote(name)}, and the gateway may ignore it: then the tool is as open as without it. ${means[asks]}`,
    replaces: ["unknown-field", "misspelt-field"],
    fixes: fixesOf,
  }));
}

function fixesOf({ document, member }: FixPlace): readonly Fix[] {
  if (member === undefined || !document.isSplit || member.value.problems.length > 0) return [];
  const asks = askedOf(member.value);
  const name = quote(member.value.name);
  const fix = (title: string, edits: readonly TextEdit[], automatic: boolean): readonly Fix[] =>
    edits.length === 0 ? [] : [{ title, edits, keepsMeaning: false, automatic }];
  switch (asks) {
    case "hidden": {
      const all = toHide(document);
      const one = fix(`Hide ${name}`, hideTools(document, [member]), all.length === 1);
      // Each by itself, they would all write into "hide" at one place.
      return all.length === 1
        ? one
        : [...one, ...fix(`Hide all ${grouped(all.length)} tools`, hideTools(document, all), true)];
    }
    case "denied":
      return fix(`Deny every call of ${name}`, setInMember(document, member, [], denied(member.value)), true);
    case "open":
      return fix(`Remove ${named(member.value)} from the rules of ${name}`, removed(document, member), true);
    case "unclear":
    case undefined:
      return [];
  }
}

function named(member: Member): string {
  return listOf(
    stateFieldsOf(member).map((field) => quote(field.name)),
    "and",
  );
}

const toHide = toolsWith((member) => askedOf(member) === "hidden");

function removed(document: PolicyDocument, member: Placed<Member>): readonly TextEdit[] {
  return setInMember(document, member, [], withoutStates(member.value));
}

function withoutStates(member: Member): JsonObject {
  const rules = member.value === undefined ? null : toJson(member.value);
  const names = new Set(stateFieldsOf(member).map(({ name }) => name));
  const left: Record<string, JsonValue> = Object.create(null);
  if (isJsonObject(rules)) for (const [name, value] of Object.entries(rules)) if (!names.has(name)) left[name] = value;
  return left;
}

const messageKeys = ["on_deny", "message", "reason"];

/** The rules with an entry that denies every call; a text beside the state is its message. */
function denied(member: Member): JsonObject {
  const rules = withoutStates(member);
  const { deny_if: denyIf = [] } = rules;
  if (!Array.isArray(denyIf)) return rules;
  const messageKey = messageKeys.find((key) => typeof rules[key] === "string" && rules[key] !== "");
  const message = messageKey === undefined ? {} : { on_deny: rules[messageKey] as string };
  const left: Record<string, JsonValue> = Object.create(null);
  for (const [name, value] of Object.entries(rules)) if (name !== messageKey) left[name] = value;
  return { ...left, deny_if: [...denyIf, { conditions: [], ...message }] };
}
