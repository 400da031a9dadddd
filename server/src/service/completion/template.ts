import { isJsonObject, type JsonValue } from "../../policy/text/json";

/** A place to type in: the cursor stands there after the text is inserted, and goes to the next one by the Tab key. */
export interface Hole {
  /** What stands there at first. Inside of quotes: the text itself. Else: JSON, or "" where nothing is needed. */
  readonly hole: string;
  readonly quoted: boolean;
  /** What the editor offers there at once, in the form of `hole`; the first stands there at first. */
  readonly choices?: readonly string[];
  /** Holes of the same name are typed together. */
  readonly name?: string;
  /** Stand right before and behind the hole, inside of its quotes. */
  readonly prefix?: string;
  readonly suffix?: string;
}

/** A member of an object that is going to be written. */
export type TemplateMember = readonly [name: string | Hole, value: Template];

/** JSON with holes. Objects are lists of members, so that they keep their order and any name is possible. */
export type Template =
  | string
  | number
  | boolean
  | null
  | Hole
  | { readonly brackets: "{}" | "[]"; readonly block: boolean }
  | { readonly elements: readonly Template[]; readonly inline?: boolean }
  | { readonly members: readonly TemplateMember[] };

/** A text to type, with something in it at first; or one of several choices, then the first of them. */
export function textHole(hole: string, choices: readonly string[] = []): Hole {
  return choices.length === 0 ? { hole, quoted: true } : { hole, quoted: true, choices };
}

/** A JSON value to type, with something in it at first. */
export function valueHole(hole: JsonValue): Hole {
  return { hole: JSON.stringify(hole), quoted: false };
}

/** Brackets with the cursor inside; in a block, the cursor has a line of its own. */
export function emptyBrackets(brackets: "{}" | "[]", layout: "inline" | "block"): Template {
  return { brackets, block: layout === "block" };
}

/** A list, each element on its own line. */
export function list(...elements: readonly Template[]): Template {
  return { elements };
}

/** An object with these members, each on its own line. */
export function object(...members: readonly TemplateMember[]): Template {
  return { members };
}

/** A JSON value as it is. */
export function templateOf(value: JsonValue): Template {
  if (Array.isArray(value)) {
    const elements: readonly JsonValue[] = value;
    return {
      elements: elements.map(templateOf),
      inline: !elements.some((each) => typeof each === "object" && each !== null),
    };
  }
  if (isJsonObject(value)) return { members: Object.entries(value).map(([name, each]) => [name, templateOf(each)]) };
  return value as Exclude<JsonValue, readonly JsonValue[] | object>;
}

/** Text for an editor to insert. Line ends are `\n` and indentation is `\t`: the editor writes its own. */
export interface InsertText {
  readonly text: string;
  /** Whether the text is written in the language of snippets, because it has holes. */
  readonly isSnippet: boolean;
}

/** Writes a value. */
export function writeValue(template: Template): InsertText {
  return written(hasHole(template), (writer) => addValue(writer, template, "\n"));
}

/** Writes members without the braces around them. */
export function writeMembers(members: readonly TemplateMember[]): InsertText {
  return written(members.some(memberHasHole), (writer) => addMembers(writer, members, "\n"));
}

function hasHole(template: Template): boolean {
  if (template === null || typeof template !== "object") return false;
  if ("members" in template) return template.members.some(memberHasHole);
  return "elements" in template ? template.elements.some(hasHole) : true;
}

function memberHasHole([name, value]: TemplateMember): boolean {
  return typeof name !== "string" || hasHole(value);
}

interface Writer {
  text: string;
  readonly isSnippet: boolean;
  /** The numbers of the holes, by name or by themselves. */
  readonly stops: Map<string | Hole, number>;
}

function written(isSnippet: boolean, add: (writer: Writer) => void): InsertText {
  const writer: Writer = { text: "", isSnippet, stops: new Map() };
  add(writer);
  return { text: writer.text, isSnippet };
}

function addValue(writer: Writer, template: Template, lineBreak: string): void {
  const inner = `${lineBreak}\t`;
  if (template === null || typeof template !== "object") addText(writer, JSON.stringify(template));
  else if ("hole" in template) addHole(writer, template);
  else if ("brackets" in template) {
    addText(writer, `${template.brackets[0]}${template.block ? inner : ""}`);
    addHole(writer, { hole: "", quoted: false });
    addText(writer, `${template.block ? lineBreak : ""}${template.brackets[1]}`);
  } else if ("elements" in template) {
    const isInline = template.inline === true || template.elements.length === 0;
    addText(writer, isInline ? "[" : `[${inner}`);
    template.elements.forEach((element, index) => {
      if (index > 0) addText(writer, isInline ? ", " : `,${inner}`);
      addValue(writer, element, inner);
    });
    addText(writer, isInline ? "]" : `${lineBreak}]`);
  } else if (template.members.length === 0) addText(writer, "{}");
  else {
    addText(writer, `{${inner}`);
    addMembers(writer, template.members, inner);
    addText(writer, `${lineBreak}}`);
  }
}

function addMembers(writer: Writer, members: readonly TemplateMember[], lineBreak: string): void {
  members.forEach(([name, value], index) => {
    if (index > 0) addText(writer, `,${lineBreak}`);
    if (typeof name === "string") addText(writer, JSON.stringify(name));
    else addHole(writer, name);
    addText(writer, ": ");
    addValue(writer, value, lineBreak);
  });
}

function addText(writer: Writer, text: string): void {
  writer.text += writer.isSnippet ? escapeSnippet(text) : text;
}

function addHole(writer: Writer, hole: Hole): void {
  const stop = writer.stops.get(hole.name ?? hole) ?? writer.stops.size + 1;
  writer.stops.set(hole.name ?? hole, stop);
  if (hole.quoted) addText(writer, `"${escapeJson(hole.prefix ?? "")}`);
  writer.text += holeText(hole, stop);
  if (hole.quoted) addText(writer, `${escapeJson(hole.suffix ?? "")}"`);
}

function holeText({ hole, quoted, choices }: Hole, stop: number): string {
  const inside = (content: string): string => (quoted ? escapeJson(content) : content);
  if (choices !== undefined && choices.length > 1)
    return `\${${stop}|${choices.map((choice) => inside(choice).replace(/[\\,|]/g, "\\$&")).join(",")}|}`;
  const content = inside(choices?.[0] ?? hole);
  return content === "" ? `$${stop}` : `\${${stop}:${escapeSnippet(content)}}`;
}

/** Text as it stands between the quotes of a JSON string. */
function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const special = /[\\$}]/;

/** Names and values come from strangers: none of their characters may mean something in a snippet. */
function escapeSnippet(text: string): string {
  return special.test(text) ? text.replace(/[\\$}]/g, "\\$&") : text;
}
