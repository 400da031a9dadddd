import { removeMember } from "../../policy/edit/memberEdits";
import { findMember, type Member } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { toolsWith } from "../../policy/model/toolGroups";
import { findProperty, type Property, propertiesOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, PolicySubject, Rule } from "../engine/rule";
import { removeField } from "../fixes/removeText";

/** Spec §1: all lists are optional, and an empty one means the same as none. */
export const emptyList: Rule = {
  code: "empty-list",
  title: "An empty list",
  area: "deadText",
  severity: "hint",
  docs: {
    what: "`require`, `deny_if`, `limits` or `hide` is an empty array, or `all_tools` is empty. The field is faded. An empty `tools` is not reported, nor is a tool without rules: `{}` lists it. Neither is a skeleton to fill in: a tool with all three lists empty, or `all_tools` with empty `limits`.",
    why: "An empty list means the same as no list, so you can remove the field.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "list_accounts": { "require": [] }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "list_accounts": {}
  }
}`,
  },
  fixes: ["Remove the empty …"],
  isAutomatic: true,
  check: {
    each: "policy",
    find: (subject) => [...inTools(subject), ...inPolicy(subject)],
  },
};

function emptyFields(member: Member): readonly Property[] {
  return ["require", "deny_if", "limits"].flatMap((name) => {
    const field = findProperty(member.value, name);
    return field !== undefined && isEmptyArray(field) ? [field] : [];
  });
}

/** All three lists are there and empty: the vendor's own skeleton, to be filled in. */
function isSkeleton(member: Member): boolean {
  return emptyFields(member).length === 3 && propertiesOf(member.value).length === 3;
}

const toolsWithEmptyFields = toolsWith(
  (member) => member.isEmpty !== true && emptyFields(member).length > 0 && !isSkeleton(member),
);

function inTools({ document, isBroken }: PolicySubject): readonly Finding[] {
  return toolsWithEmptyFields(document)
    .filter((member) => !isBroken(member))
    .flatMap((member) =>
      emptyFields(member.value).map((field) => ({
        ...about(field, member, () => removeField(field.key, member.offset)),
        tool: member.value.name,
      })),
    );
}

function inPolicy({ document, isBroken }: PolicySubject): readonly Finding[] {
  return ["hide", "all_tools"].flatMap((name) => {
    const member = findMember(document, name);
    if (member === undefined || isBroken(member)) return [];
    const remove = () => removeMember(document, "policy", member);
    if (isEmptyArray(member.value)) return name === "hide" ? [about(member.value, member, remove)] : [];
    if (name === "hide" || member.value.value?.type !== "object") return [];
    const fields = propertiesOf(member.value.value);
    const limits = fields.filter((field) => field.name === "limits" && isEmptyArray(field));
    // `{ "limits": [] }` is how the vendor's skeleton begins.
    if (limits.length === fields.length) return fields.length === 0 ? [about(member.value, member, remove)] : [];
    return limits.map((field) => about(field, member, () => removeField(field.key, member.offset)));
  });
}

function isEmptyArray(field: Pick<Property, "value"> | undefined): boolean {
  return field?.value?.type === "array" && (field.value.children ?? []).length === 0;
}

function about(
  { name, key, value }: Property,
  { offset }: Placed<Member>,
  remove: () => readonly TextEdit[],
): Omit<Finding, "tool"> {
  return {
    span: { start: offset + key.offset, end: spanOf(value ?? key, offset).end },
    unnecessary: true,
    message: `${quote(name)} is empty and has no effect.`,
    fixes: () => [{ title: `Remove the empty ${quote(name)}`, edits: remove(), keepsMeaning: true, automatic: true }],
  };
}
