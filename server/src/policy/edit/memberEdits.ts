import { type Edit, type JSONPath, type ModificationOptions, modify, type Node } from "jsonc-parser";
import { findMember, type Member, type PolicyDocument } from "../model/document";
import { spanOfMember } from "../model/memberSpan";
import type { Placed } from "../model/policy";
import { fieldsOf } from "../model/schema";
import { indexIn } from "../text/indexIn";
import type { JsonValue } from "../text/json";
import { elementsOf, propertiesOf } from "../text/navigate";
import { type Span, spanOf } from "../text/span";
import type { TextEdit } from "../text/textEdit";
import { indentBefore, layoutOf, printIndented, printInline } from "./layout";

/**
 * Edits that write a value at a path inside a member: replace what is there, add a field, or with `undefined` remove it
 * together with its comma. An index one behind the last element adds an element. The layout follows the text around.
 *
 * Only the member's own text is read, so that the cost does not grow with the policy. None where a key on the path
 * is twice: the last one counts, but the editor of JSON finds the first.
 */
export function setInMember(
  { text }: PolicyDocument,
  member: Placed<Member>,
  path: JSONPath,
  value: JsonValue | undefined,
): readonly TextEdit[] {
  if (isAmbiguous(member.value.value, path)) return [];
  if (path.length === 0 && value !== undefined && member.value.value !== undefined)
    return [replaceValue(text, member, member.value.value, value)];
  const layout = layoutOf(text);
  const part = partToRead(text, member, path);
  const { start, end } = part.span;
  // The part as the only member of an object, on a line with the same indentation: the editor of JSON indents by lines.
  const head = `{${layout.eol}${part.head}`;
  const excerpt = `${head}${text.slice(start, end)}${layout.eol}}`;
  const edits = modifyLaidOut(excerpt, part.path, value, { formattingOptions: layout, isArrayInsertion: false });
  const moved = start - head.length;
  return edits.map(({ offset, length, content }) => ({
    span: { start: offset + moved, end: offset + length + moved },
    newText: content,
  }));
}

/** Writes the whole value of a member, without the editor of JSON: there may be thousands of tools to convert. */
function replaceValue(text: string, { offset, value: { key } }: Placed<Member>, old: Node, value: JsonValue): TextEdit {
  const indent = indentBefore(text, offset + key.offset) ?? "";
  return { span: spanOf(old, offset), newText: printIndented(value, text, indent) };
}

/** Of a longer member, only the container is read that changes: a thousand fixes in it must not read it a thousand times. */
const longestRead = 1_000;

/** What of a member the editor of JSON has to read, with what comes before it on its line, and the path from there. */
function partToRead(
  text: string,
  member: Placed<Member>,
  path: JSONPath,
): { readonly span: Span; readonly head: string; readonly path: JSONPath } {
  const span = spanOfMember(member);
  const whole = { span, head: indentBefore(text, span.start) ?? "", path: [member.value.name, ...path] };
  if (span.end - span.start <= longestRead) return whole;
  let container = member.value.value;
  let taken = 0;
  for (const step of path.slice(0, -1)) {
    const next: Node | undefined =
      typeof step === "number"
        ? container?.children?.[step]
        : propertiesOf(container).find(({ name }) => name === step)?.value;
    if (next?.type !== "object" && next?.type !== "array") break;
    container = next;
    taken++;
  }
  if (container === undefined || taken === 0) return whole;
  const inner = spanOf(container, member.offset);
  return { span: inner, head: `${lineIndent(text, inner.start)}"": `, path: ["", ...path.slice(taken)] };
}

/** Without a layout where the library's formatter throws: at lines that are indented by exactly 200 columns. */
function modifyLaidOut(
  text: string,
  path: JSONPath,
  value: JsonValue | undefined,
  options: ModificationOptions,
): readonly Edit[] {
  try {
    return modify(text, path, value, options);
  } catch {
    const { formattingOptions: _, ...plain } = options;
    return modify(text, path, value, plain);
  }
}

/** Whether a key on the path is twice in its object. */
function isAmbiguous(value: Node | undefined, path: JSONPath): boolean {
  let node = value;
  for (const step of path) {
    if (typeof step === "number") {
      node = node?.children?.[step];
      continue;
    }
    const same = propertiesOf(node).filter(({ name }) => name === step);
    if (same.length > 1) return true;
    node = same[0]?.value;
  }
  return false;
}

/** Edits that remove a member of `tools` or of the policy object, with the comma that belongs to it. */
export function removeMember(
  document: PolicyDocument,
  list: "tools" | "policy",
  member: Placed<Member>,
): readonly TextEdit[] {
  const members = list === "tools" ? document.tools : document.members;
  const index = indexIn(members, member);
  const span = spanOfMember(member);
  const before = members[index - 1];
  const after = members[index + 1];
  if (before !== undefined) return [{ span: { start: spanOfMember(before).end, end: span.end }, newText: "" }];
  if (after !== undefined) return [{ span: { start: span.start, end: spanOfMember(after).start }, newText: "" }];
  const owner = list === "tools" ? document.toolsSpan : document.root?.span;
  return owner === undefined ? [] : [{ span: { start: owner.start + 1, end: owner.end - 1 }, newText: "" }];
}

/** Edits that remove several members of `tools`, each with its comma. Neighbours go in one edit: theirs would overlap. */
export function removeTools(document: PolicyDocument, removed: ReadonlySet<Placed<Member>>): readonly TextEdit[] {
  const { tools, toolsSpan } = document;
  if (toolsSpan !== undefined && tools.every((member) => removed.has(member)))
    return [{ span: { start: toolsSpan.start + 1, end: toolsSpan.end - 1 }, newText: "" }];
  const edits: TextEdit[] = [];
  for (let first = 0; first < tools.length; first++) {
    const member = tools[first];
    if (member === undefined || !removed.has(member)) continue;
    let last = first;
    while (tools[last + 1] !== undefined && removed.has(tools[last + 1] as Placed<Member>)) last++;
    const [before, end, after] = [tools[first - 1], tools[last] ?? member, tools[last + 1]];
    const start = before === undefined ? spanOfMember(member).start : spanOfMember(before).end;
    const stop = before === undefined && after !== undefined ? spanOfMember(after).start : spanOfMember(end).end;
    edits.push({ span: { start, end: stop }, newText: "" });
    first = last;
  }
  return edits;
}

/** Edits that give the policy a field that it does not have yet, in the order in which published policies write them. */
export function addPolicyField(document: PolicyDocument, name: string, value: JsonValue): readonly TextEdit[] {
  const { root } = document;
  if (root === undefined || root.type !== "object") return [];
  const order = fieldsOf("policy").map((field) => field.name);
  const rank = order.indexOf(name);
  const next = document.members.find((member) => order.indexOf(member.value.name) > rank);
  return insertMember(document.text, root.span, document.members, next, name, value);
}

/** Edits that add a tool behind the last one of `tools`, which is made if there is none. */
export function addTool(document: PolicyDocument, name: string, value: JsonValue): readonly TextEdit[] {
  const { toolsSpan, tools, text } = document;
  if (toolsSpan !== undefined) return insertMember(text, toolsSpan, tools, undefined, name, value);
  if (findMember(document, "tools") !== undefined) return [];
  // Without a prototype, so that a tool can be called `__proto__`.
  const only: Record<string, JsonValue> = Object.create(null);
  only[name] = value;
  return addPolicyField(document, "tools", only);
}

/** Edits that put a name into `hide`, which is made if there is none; none if it is there, or is no array. */
export function addToHide(document: PolicyDocument, name: string): readonly TextEdit[] {
  const hide = findMember(document, "hide");
  if (hide === undefined) return addPolicyField(document, "hide", [name]);
  const names = hide.value.value;
  if (names?.type !== "array") return [];
  const entries = names.children ?? [];
  if (entries.some((entry) => entry.value === name)) return [];
  return [appendElement(document, names, hide.offset, name)];
}

/** The edit that puts an element behind the last one of an array, on a line of its own if the first is on one. */
export function appendElement({ text }: PolicyDocument, array: Node, offset: number, value: JsonValue): TextEdit {
  const [first] = array.children ?? [];
  const last = array.children?.at(-1);
  if (first === undefined || last === undefined)
    return { span: spanOf(array, offset), newText: `[${JSON.stringify(value)}]` };
  const indent = indentBefore(text, offset + first.offset);
  const gap = indent === undefined ? " " : layoutOf(text).eol + indent;
  const { end } = spanOf(last, offset);
  return { span: { start: end, end }, newText: `,${gap}${JSON.stringify(value)}` };
}

/** Edits that remove an element of an array; with the last one the field goes that holds the array. */
export function removeElementOrField(element: Node, offset: number): readonly TextEdit[] {
  const array = element.parent;
  const field = array?.parent;
  if (array?.children?.length !== 1 || field?.type !== "property") return removeElements([element], offset);
  const object = field.parent;
  return object?.children?.length === 1
    ? [{ span: spanOf(object, offset), newText: "{}" }]
    : removeElements([field], offset);
}

/** Edits that take every mention of a name out of `hide`. */
export function removeFromHide(document: PolicyDocument, name: string): readonly TextEdit[] {
  const hide = findMember(document, "hide");
  if (hide === undefined) return [];
  return removeElements(mentionsIn(hide.value).get(name) ?? [], hide.offset);
}

const mentionsByMember = new WeakMap<Member, ReadonlyMap<unknown, readonly Node[]>>();

/** The elements of a list by what they are: each of thousands of names may be asked for. */
function mentionsIn(member: Member): ReadonlyMap<unknown, readonly Node[]> {
  const known = mentionsByMember.get(member);
  if (known !== undefined) return known;
  const mentions = new Map<unknown, Node[]>();
  for (const entry of elementsOf(member.value)) {
    const same = mentions.get(entry.value);
    if (same === undefined) mentions.set(entry.value, [entry]);
    else same.push(entry);
  }
  mentionsByMember.set(member, mentions);
  return mentions;
}

/** Edits that remove an element of an array, with the comma that belongs to it; `offset` is that of its member. */
export function removeElement(element: Node, offset: number): readonly TextEdit[] {
  return removeElements([element], offset);
}

/**
 * Edits that remove elements of one array, each with the comma that belongs to it. Neighbours go in one edit: edits of
 * their own would overlap in what is between them.
 */
export function removeElements(elements: readonly Node[], offset: number): readonly TextEdit[] {
  const parent = elements[0]?.parent;
  const siblings = parent?.children ?? [];
  const removed = new Set(elements);
  if (parent !== undefined && removed.size >= siblings.length && siblings.every((sibling) => removed.has(sibling))) {
    // Between the brackets nothing stays, not even the lines on which the elements were.
    const { start, end } = spanOf(parent, offset);
    return [{ span: { start: start + 1, end: end - 1 }, newText: "" }];
  }
  return runsOf([...removed].map((element) => indexIn(siblings, element))).flatMap(({ first, last }) => {
    const [start, end] = [siblings[first], siblings[last]];
    const [before, after] = [siblings[first - 1], siblings[last + 1]];
    if (start === undefined || end === undefined) return [];
    const from = before === undefined ? spanOf(start, offset).start : spanOf(before, offset).end;
    const to = before === undefined && after !== undefined ? spanOf(after, offset).start : spanOf(end, offset).end;
    return [{ span: { start: from, end: to }, newText: "" }];
  });
}

/** Numbers as runs of neighbours, in order. */
function runsOf(numbers: readonly number[]): readonly { readonly first: number; readonly last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === number - 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
}

/** Puts a member before `next`, or behind the last one, on a line of its own if the others stand so. */
function insertMember(
  text: string,
  owner: Span,
  members: readonly Placed<Member>[],
  next: Placed<Member> | undefined,
  name: string,
  value: JsonValue,
): readonly TextEdit[] {
  const { eol, insertSpaces, tabSize } = layoutOf(text);
  const neighbour = next ?? members.at(-1);
  const ownerIndent = lineIndent(text, owner.start);
  const inner = ownerIndent + (insertSpaces ? " ".repeat(tabSize) : "\t");
  const isOneLine = !/[\r\n]/.test(text.trim());
  const own = isOneLine ? undefined : inner;
  const indent = neighbour === undefined ? own : indentBefore(text, spanOfMember(neighbour).start);
  const body = `${JSON.stringify(name)}: ${isOneLine ? printInline(value) : printIndented(value, text, indent ?? ownerIndent)}`;
  const gap = indent === undefined ? " " : eol + indent;
  if (next !== undefined) {
    const { start } = spanOfMember(next);
    return [{ span: { start, end: start }, newText: `${body},${gap}` }];
  }
  if (neighbour !== undefined) {
    const { end } = spanOfMember(neighbour);
    return [{ span: { start: end, end }, newText: `,${gap}${body}` }];
  }
  const end = isOneLine ? " " : eol + ownerIndent;
  return [{ span: { start: owner.start + 1, end: owner.end - 1 }, newText: gap + body + end }];
}

/** No line that a person reads is longer: farther back its beginning is not looked for. */
const longestLine = 1_000;

/** The white space with which the line of a position begins. */
function lineIndent(text: string, position: number): string {
  const from = Math.max(0, position - longestLine);
  const before = text.slice(from, position);
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  return lineStart === 0 && from > 0 ? "" : (/^[ \t]*/.exec(before.slice(lineStart))?.[0] ?? "");
}
