import type { Node } from "jsonc-parser";
import { elementsOf, findProperty, propertiesOf } from "../text/navigate";
import { findMember, type PolicyDocument } from "./document";
import type { Place } from "./schema";
import { toolsWith } from "./toolGroups";

/** The codes of the rules that name an old form. */
export type OldForm = "old-action" | "old-rate-limit" | "old-rules" | "old-state" | "no-equivalent";

interface OldField {
  /** The rule that names it; undefined for a text that only accompanies another field. */
  readonly form?: OldForm;
  /** What it is, what follows when the gateway ignores it, and what to write: full sentences. */
  readonly message: string;
  /** The last two of these, for the same thing in another place. */
  readonly then?: string;
  readonly here?: string;
}

/** What denies every call in this format. */
export const denyHere = 'Here an entry of "deny_if" with empty "conditions" denies every call.';

/** A field that this format says in another way. */
function inOtherWords(name: string, form: OldForm, then: string, here: string): [string, OldField] {
  return [name, { form, then, here, message: ignored(`"${name}" belongs`, "it", then, here) }];
}

function ignored(subject: string, it: string, then: string, here: string): string {
  return `${subject} to an older dialect, and the gateway may ignore ${it}: then ${then}. ${here}`.trimEnd();
}

/** A field that this format cannot say. */
function withoutEquivalent(name: string, message: string): [string, OldField] {
  return [name, { form: "no-equivalent", message }];
}

/** Fields of older dialects and of the open-source engine (spec §1, §3): the one place that knows their names. */
const oldFields: ReadonlyMap<string, OldField> = new Map<string, OldField>([
  inOtherWords(
    "action",
    "old-action",
    "the tool is open",
    'Here {} allows a tool, and an entry of "deny_if" with empty "conditions" denies every call.',
  ),
  inOtherWords(
    "rules",
    "old-rules",
    "nothing is checked",
    'Here conditions that must hold are under "require", and limits under "limits".',
  ),
  inOtherWords("rate_limit", "old-rate-limit", "nothing limits the calls", 'Here a limit is an entry of "limits".'),
  inOtherWords(
    "state",
    "old-state",
    "nothing is counted",
    'Here a limit under "limits" names its counter, and the gateway keeps the count.',
  ),
  withoutEquivalent(
    "require_approval",
    'Asking a person for approval has no equivalent in this format, and the gateway may ignore this: then calls pass without approval. The published form is an entry of "deny_if" with the message "Requires human approval."',
  ),
  withoutEquivalent(
    "approval_timeout",
    "A time for approval has no equivalent in this format: the gateway does not wait for approval, and may ignore or refuse this.",
  ),
  withoutEquivalent(
    "spend_limit",
    'A limit on what is spent has no equivalent in this format, and the gateway may ignore this: then spending has no bound. Bound the amount of one call under "deny_if", and the number of calls under "limits".',
  ),
  withoutEquivalent(
    "increment_from",
    "Counting amounts has no equivalent in this format, and the gateway may ignore this: then every call counts as one, whatever its amount.",
  ),
  ["reason", { message: messageOfDenial("reason") }],
  ["message", { message: messageOfDenial("message") }],
]);

/**
 * The same sentences about a field in another place or with a value: `subject` with its verb. What to write instead is the
 * table's, unless `here` says it of this case.
 */
export function oldFormMessage(name: string, subject: string, here?: string): string {
  const { then = "", here: usual = "" } = oldFields.get(name) ?? {};
  return ignored(subject, subject.endsWith("belong") ? "them" : "it", then, here ?? usual);
}

function messageOfDenial(name: string): string {
  return `"${name}" belongs to an older dialect. Write the text as "on_deny" in an entry of "deny_if". The gateway may ignore or refuse it.`;
}

/** The sentences about a field of an older dialect; undefined for any other name. */
export function oldFieldMessage(name: string): string | undefined {
  return oldFields.get(name)?.message;
}

/** Whether a field of an older dialect has no equivalent in this format (spec §3). */
export function hasNoEquivalent(name: string): boolean {
  return oldFields.get(name)?.form === "no-equivalent";
}

/** Texts for people, by the objects that people give them to. The format has no place for them, and no part reads them. */
const placesOfNotes: ReadonlyMap<string, ReadonlySet<Place>> = new Map([
  ["description", new Set<Place>(["policy", "allTools", "tool", "predicate", "condition", "limit"])],
  ["name", new Set<Place>(["policy", "tool", "predicate"])],
]);

/** Whether a field is a text for people, for which the format has no place (spec §3). */
export function isNote(place: Place, name: string): boolean {
  return placesOfNotes.get(name)?.has(place) === true;
}

/** Whether the rules of a tool have a field that only older dialects have. */
export function hasOldFields(rules: Node | undefined): boolean {
  return propertiesOf(rules).some(
    ({ name, value }) =>
      oldFields.get(name)?.form !== undefined ||
      (name === "limits" && elementsOf(value).some((limit) => findProperty(limit, "increment_from") !== undefined)),
  );
}

const oldTools = toolsWith(({ value }) => hasOldFields(value));

/** Whether the tools of a document are written in an older dialect, in which a missing `default` means "allow" (spec §3). */
export function isOlderDialect(document: PolicyDocument): boolean {
  return oldTools(document).length > 0;
}

/** Whether only its tools tell that this document lets the others through: converting them would hide that. */
export function hasOlderDefault(document: PolicyDocument): boolean {
  return findMember(document, "tools") !== undefined && findMember(document, "default") === undefined;
}

/** The names of all fields that a tool has in an older dialect. */
export const oldToolFields: readonly string[] = [...oldFields.keys()].filter((name) => name !== "increment_from");
