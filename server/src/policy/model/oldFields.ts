import type { Node } from "jsonc-parser";
import { elementsOf, findProperty, propertiesOf } from "../text/navigate";
import type { PolicyDocument } from "./document";
import type { Place } from "./schema";
import { toolsWith } from "./toolGroups";

/** The codes of the rules that name an old form. */
export type OldForm = "old-action" | "old-rate-limit" | "old-rules" | "old-state" | "no-equivalent";

interface OldField {
  /** The rule that names it; undefined for a text that only accompanies another field. */
  readonly form?: OldForm;
  /** What it is, what follows when the gateway ignores it, and what to write: full sentences. */
  readonly message: string;
}

/** Fields of older dialects and of the open-source engine (spec §1, §3): the one place that knows their names. */
const oldFields: ReadonlyMap<string, OldField> = new Map<string, OldField>([
  [
    "action",
    {
      form: "old-action",
      message:
        '"action" belongs to an older dialect, and the gateway may ignore it: then the tool is open. Here {} allows a tool, and an entry of "deny_if" with empty "conditions" denies every call.',
    },
  ],
  [
    "rules",
    {
      form: "old-rules",
      message:
        '"rules" belongs to an older dialect, and the gateway may ignore it: then nothing is checked. Here conditions that must hold are under "require", and limits under "limits".',
    },
  ],
  [
    "rate_limit",
    {
      form: "old-rate-limit",
      message:
        '"rate_limit" belongs to an older dialect, and the gateway may ignore it: then nothing limits the calls. Here a limit is an entry of "limits".',
    },
  ],
  [
    "state",
    {
      form: "old-state",
      message:
        '"state" belongs to an older dialect, and the gateway may ignore it: then nothing is counted. Here a limit under "limits" names its counter, and the gateway keeps the count.',
    },
  ],
  [
    "require_approval",
    {
      form: "no-equivalent",
      message:
        'Asking a person for approval has no equivalent in this format, and the gateway may ignore this: then calls pass without approval. The published form is an entry of "deny_if" with the message "Requires human approval."',
    },
  ],
  [
    "approval_timeout",
    {
      form: "no-equivalent",
      message:
        "A time for approval has no equivalent in this format: the gateway does not wait for approval, and may ignore or refuse this.",
    },
  ],
  [
    "spend_limit",
    {
      form: "no-equivalent",
      message:
        'A limit on what is spent has no equivalent in this format, and the gateway may ignore this: then spending has no bound. Bound the amount of one call under "deny_if", and the number of calls under "limits".',
    },
  ],
  [
    "increment_from",
    {
      form: "no-equivalent",
      message:
        "Counting amounts has no equivalent in this format, and the gateway may ignore this: then every call counts as one, whatever its amount.",
    },
  ],
  ["reason", { message: messageOfDenial("reason") }],
  ["message", { message: messageOfDenial("message") }],
]);

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

/** The names of all fields that a tool has in an older dialect. */
export const oldToolFields: readonly string[] = [...oldFields.keys()].filter((name) => name !== "increment_from");
