import { setInMember } from "../../policy/edit/memberEdits";
import type { Member } from "../../policy/model/document";
import { hasOlderDefault, type OldForm } from "../../policy/model/oldFields";
import { elementsOf, findProperty, type Node } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, Fix, FixPlace, ToolSubject } from "../engine/rule";
import { type OldPart, wildcard } from "./oldDialect";
import { isSound, oldToolOf } from "./oldTools";
import { wildcardFixes } from "./oldWildcardFixes";
import { rateLimitChoices } from "./rateLimitChoices";

/** What the rule with the code of this form finds in a tool: one finding per key, in place of the unknown field. */
export function dialectFindings(form: OldForm, { name, member }: ToolSubject): readonly Finding[] {
  if (name === wildcard) return [];
  return oldToolOf(member)
    .parts.filter((part) => part.form === form)
    .flatMap((part) => findingAt(part, member));
}

/** The finding at the key of a part; none while the key's text is broken. */
export function findingAt(part: OldPart, member: Member): readonly Finding[] {
  const key = keyAt(member.value, part.path);
  if (key === undefined) return [];
  return [
    {
      span: spanOf(key),
      message: part.message,
      replaces: ["unknown-field", "misspelt-field"],
      fixes: (place) => [...conversionFixes(place), ...(part.path[0] === "rate_limit" ? rateLimitChoices(place) : [])],
    },
  ];
}

function keyAt(node: Node | undefined, [segment, ...rest]: OldPart["path"]): Node | undefined {
  if (typeof segment === "number") return keyAt(elementsOf(node)[segment], rest);
  const property = segment === undefined ? undefined : findProperty(node, segment);
  return rest.length === 0 ? property?.key : keyAt(property?.value, rest);
}

/** Writes all old rules of the tool in this format: its old forms may stand together, and then are converted together. */
export function conversionFixes(place: FixPlace): readonly Fix[] {
  const { document, member } = place;
  if (member === undefined || !document.isSplit || !isSound(member.value)) return [];
  const { name } = member.value;
  if (name === wildcard) return wildcardFixes(place);
  const { converted } = oldToolOf(member.value);
  if (converted === undefined) return [];
  return [
    {
      title: `Write the rules of ${quote(name)} in this format`,
      edits: setInMember(document, member, [], converted),
      keepsMeaning: false,
      automatic: !hasOlderDefault(document),
    },
  ];
}
