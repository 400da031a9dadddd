import { removeElement } from "../../policy/edit/memberEdits";
import type { Node } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";

/** Edits that remove a field by its key, with the comma that belongs to it; of an only field nothing but `{}` stays. */
export function removeField(key: Node, offset: number): readonly TextEdit[] {
  const property = key.parent;
  const owner = property?.parent;
  if (property === undefined || owner === undefined) return [];
  return owner.children?.length === 1
    ? [{ span: spanOf(owner, offset), newText: "{}" }]
    : removeElement(property, offset);
}

/** Edits that remove an element of a field's array; with the last element the field goes as well. */
export function removeEntry(entry: Node, key: Node, offset: number): readonly TextEdit[] {
  return entry.parent?.children?.length === 1 ? removeField(key, offset) : removeElement(entry, offset);
}
