import { isJsonObject, type JsonValue } from "../../policy/json";

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

type Piece = string | Hole;

/** Writes a value. */
export function writeValue(template: Template): InsertText {
  return join(valuePieces(template, "\n"));
}

/** Writes members without the braces around them. */
export function writeMembers(members: readonly TemplateMember[]): InsertText {
  return join(memberPieces(members, "\n"));
}

function valuePieces(template: Template, lineBreak: string): Piece[] {
  if (template === null || typeof template !== "object") return [JSON.stringify(template)];
  if ("hole" in template) return holePieces(template);
  const inner = `${lineBreak}\t`;
  if ("brackets" in template) {
    const [before, after] = template.block ? [inner, lineBreak] : ["", ""];
    return [`${template.brackets[0]}${before}`, { hole: "", quoted: false }, `${after}${template.brackets[1]}`];
  }
  if ("members" in template) {
    if (template.members.length === 0) return ["{}"];
    return ["{", inner, ...memberPieces(template.members, inner), lineBreak, "}"];
  }
  if (template.elements.length === 0) return ["[]"];
  const separator = template.inline ? ", " : `,${inner}`;
  const elements = template.elements.flatMap((element, index) => {
    return [...(index === 0 ? [] : [separator]), ...valuePieces(element, inner)];
  });
  return template.inline ? ["[", ...elements, "]"] : ["[", inner, ...elements, lineBreak, "]"];
}

function memberPieces(members: readonly TemplateMember[], lineBreak: string): Piece[] {
  return members.flatMap(([name, value], index) => {
    const key = typeof name === "string" ? [JSON.stringify(name)] : holePieces(name);
    return [...(index === 0 ? [] : [`,${lineBreak}`]), ...key, ": ", ...valuePieces(value, lineBreak)];
  });
}

function holePieces(hole: Hole): Piece[] {
  if (!hole.quoted) return [hole];
  return [`"${escapeJson(hole.prefix ?? "")}`, hole, `${escapeJson(hole.suffix ?? "")}"`];
}

/** Text as it stands between the quotes of a JSON string. */
function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function join(pieces: readonly Piece[]): InsertText {
  if (pieces.every((piece) => typeof piece === "string")) return { text: pieces.join(""), isSnippet: false };
  const stops = new Map<string | Hole, number>();
  const stopOf = (hole: Hole): number => {
    const stop = stops.get(hole.name ?? hole) ?? stops.size + 1;
    stops.set(hole.name ?? hole, stop);
    return stop;
  };
  const text = pieces.map((piece) =>
    typeof piece === "string" ? escapeSnippet(piece) : writeHole(piece, stopOf(piece)),
  );
  return { text: text.join(""), isSnippet: true };
}

function writeHole({ hole, quoted, choices }: Hole, stop: number): string {
  const inside = (content: string): string => (quoted ? escapeJson(content) : content);
  if (choices !== undefined && choices.length > 1)
    return `\${${stop}|${choices.map((choice) => inside(choice).replace(/[\\,|]/g, "\\$&")).join(",")}|}`;
  const content = inside(choices?.[0] ?? hole);
  return content === "" ? `$${stop}` : `\${${stop}:${escapeSnippet(content)}}`;
}

/** Names and values come from strangers: none of their characters may mean something in a snippet. */
function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
