import { isJsonObject, type JsonValue } from "../../policy/text/json";

/** A place to type in: the cursor is there after the text is inserted, and goes to the next one by the Tab key. */
export interface Placeholder {
  /** What is there at first. Inside quotes: the text itself. Else: JSON, or "" where nothing is needed. */
  readonly placeholder: string;
  readonly quoted: boolean;
  /** What the editor offers there at once, in the form of `placeholder`; the first is there at first. */
  readonly choices?: readonly string[];
  /** Placeholders of the same name are typed together. */
  readonly name?: string;
  /** Stand right before and behind the placeholder, inside its quotes. */
  readonly prefix?: string;
  readonly suffix?: string;
}

/** A member of an object that is going to be written. */
export type TemplateMember = readonly [name: string | Placeholder, value: Template];

/** JSON with placeholders. Objects are lists of members, so that they keep their order and any name is possible. */
export type Template =
  | string
  | number
  | boolean
  | null
  | Placeholder
  | { readonly brackets: "{}" | "[]"; readonly block: boolean }
  | { readonly elements: readonly Template[]; readonly inline?: boolean }
  | { readonly members: readonly TemplateMember[] };

/** A text to type, with something in it at first; or one of several choices, then the first of them. */
export function textPlaceholder(placeholder: string, choices: readonly string[] = []): Placeholder {
  return choices.length === 0 ? { placeholder, quoted: true } : { placeholder, quoted: true, choices };
}

/** A JSON value to type, with something in it at first. */
export function valuePlaceholder(placeholder: JsonValue): Placeholder {
  return { placeholder: JSON.stringify(placeholder), quoted: false };
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
  /** Whether the text is written in the language of snippets, because it has placeholders. */
  readonly isSnippet: boolean;
}

/** Writes a value. */
export function writeValue(template: Template): InsertText {
  return written(hasPlaceholder(template), (writer) => addValue(writer, template, "\n"));
}

/** Writes members without the braces around them. */
export function writeMembers(members: readonly TemplateMember[]): InsertText {
  return written(members.some(memberHasPlaceholder), (writer) => addMembers(writer, members, "\n"));
}

function hasPlaceholder(template: Template): boolean {
  if (template === null || typeof template !== "object") return false;
  if ("members" in template) return template.members.some(memberHasPlaceholder);
  return "elements" in template ? template.elements.some(hasPlaceholder) : true;
}

function memberHasPlaceholder([name, value]: TemplateMember): boolean {
  return typeof name !== "string" || hasPlaceholder(value);
}

interface Writer {
  text: string;
  readonly isSnippet: boolean;
  /** The numbers of the placeholders, by name or by themselves. */
  readonly stops: Map<string | Placeholder, number>;
}

function written(isSnippet: boolean, add: (writer: Writer) => void): InsertText {
  const writer: Writer = { text: "", isSnippet, stops: new Map() };
  add(writer);
  return { text: writer.text, isSnippet };
}

function addValue(writer: Writer, template: Template, lineBreak: string): void {
  const inner = `${lineBreak}\t`;
  if (template === null || typeof template !== "object") addText(writer, JSON.stringify(template));
  else if ("placeholder" in template) addPlaceholder(writer, template);
  else if ("brackets" in template) {
    addText(writer, `${template.brackets[0]}${template.block ? inner : ""}`);
    addPlaceholder(writer, { placeholder: "", quoted: false });
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
    else addPlaceholder(writer, name);
    addText(writer, ": ");
    addValue(writer, value, lineBreak);
  });
}

function addText(writer: Writer, text: string): void {
  writer.text += writer.isSnippet ? escapeSnippet(text) : text;
}

function addPlaceholder(writer: Writer, placeholder: Placeholder): void {
  const stop = writer.stops.get(placeholder.name ?? placeholder) ?? writer.stops.size + 1;
  writer.stops.set(placeholder.name ?? placeholder, stop);
  if (placeholder.quoted) addText(writer, `"${escapeJson(placeholder.prefix ?? "")}`);
  writer.text += holeText(placeholder, stop);
  if (placeholder.quoted) addText(writer, `${escapeJson(placeholder.suffix ?? "")}"`);
}

function holeText({ placeholder, quoted, choices }: Placeholder, stop: number): string {
  const inside = (content: string): string => (quoted ? escapeJson(content) : content);
  if (choices !== undefined && choices.length > 1)
    return `\${${stop}|${choices.map((choice) => inside(choice).replace(/[\\,|]/g, "\\$&")).join(",")}|}`;
  const content = inside(choices?.[0] ?? placeholder);
  return content === "" ? `$${stop}` : `\${${stop}:${escapeSnippet(content)}}`;
}

/** Text as it is between the quotes of a JSON string. */
function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const special = /[\\$}]/;

/** Names and values are untrusted: none of their characters may mean something in a snippet. */
function escapeSnippet(text: string): string {
  return special.test(text) ? text.replace(/[\\$}]/g, "\\$&") : text;
}
