import { spanOfMember } from "../../policy/model/memberSpan";
import type { Refactoring, RefactoringPlace } from "./refactoring";

/**
 * Puts the tools in the order of their names. The text of each stays as it is, and so does what is between them. The
 * order of tools decides nothing; of duplicate keys the last stays the last.
 */
export function sortTools({ document }: RefactoringPlace): readonly Refactoring[] {
  const { tools, text, isSplit } = document;
  if (!isSplit) return [];
  const sorted = [...tools].sort(({ value: { name: a } }, { value: { name: b } }) => (a < b ? -1 : a > b ? 1 : 0));
  const edits = tools.flatMap((member, index) => {
    const other = sorted[index];
    if (other === undefined || other === member) return [];
    const { start, end } = spanOfMember(other);
    return [{ span: spanOfMember(member), newText: text.slice(start, end) }];
  });
  return edits.length === 0 ? [] : [{ title: "Sort the tools by name", kind: "sortTools", keeps: "everything", edits }];
}
