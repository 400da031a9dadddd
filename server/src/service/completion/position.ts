import type { JSONPath } from "jsonc-parser";
import type { PolicyDocument } from "../../policy/model/document";
import { Character } from "../../policy/text/characters";
import type { Span } from "../../policy/text/span";
import { isLineEnd, isSpace, skipTrivia, wordAt } from "./characters";
import { type Container, type Surroundings, scan } from "./scan";
import { bareEnd, stringEnd } from "./tokenEnd";
import { toolsElsewhere } from "./toolsElsewhere";

/** What may be typed at the cursor, and what the text around it needs. */
export interface Position {
  /**
   * "text": the whole document is empty but for the typed word. "key": a member of an object. "value": the value of the
   * member `key`. "element": an element of an array.
   */
  readonly slot: "text" | "key" | "value" | "element";
  /** From the root to the innermost object or array. */
  readonly path: JSONPath;
  /** The objects and arrays of that path, outermost first. */
  readonly containers: readonly Container[];
  /** Whose value is typed; undefined unless `slot` is "value". */
  readonly key: string | undefined;
  /** The word to replace, quotes included; empty at the cursor where there is none. */
  readonly replaced: Span;
  /** Of a key: what is already after it, colon or (without a colon) the value. */
  readonly behind: "nothing" | "colon" | "value";
  /** Where a comma is missing before; undefined when none is. */
  readonly commaBefore: number | undefined;
  /** Whether a comma is missing behind. */
  readonly commaAfter: boolean;
  /** The tools elsewhere, which are not among the entries of the containers. */
  readonly passedOver: readonly Span[];
}

/** Deeper than any part of a policy. */
const deepest = 8;

/** What may be typed at an offset, in text of any kind; undefined inside comments and where nothing can follow. */
export function positionAt(document: PolicyDocument, offset: number): Position | undefined {
  const { text } = document;
  const found = scan(text, offset, toolsElsewhere(document, offset));
  const { containers, token, state, previousEnd, passedOver } = found;
  if (found.inComment || containers.length > deepest) return undefined;
  const replaced: Span = token ?? { start: offset, end: offset };
  const container = containers.at(-1);
  if (container === undefined) return textPosition(text, replaced);

  const position = { path: pathOf(text, found), containers, key: undefined, replaced, passedOver };
  const isKeyByColon = token?.quoted === true && isColonNext(text, token.end);
  if (container.kind === "array") {
    // The array has no end yet: what looks like an element is the next key of the object around it.
    if (isKeyByColon && containers.at(-2)?.kind === "object")
      return key(text, { ...position, path: position.path.slice(0, -1), containers: containers.slice(0, -1) });
    const commaBefore = state === "comma" ? previousEnd : undefined;
    const commaAfter = isCommaMissing(text, replaced) && !isKeyNext(text, replaced.end);
    return { ...position, slot: "element", behind: "nothing", commaBefore, commaAfter };
  }
  switch (state) {
    case "key":
      return key(text, position);
    case "comma":
      return key(text, position, previousEnd);
    case "colon": {
      // The key before has neither colon nor value: what is typed now is another key, if it is not that colon.
      const isNext = token !== undefined || hasLineEnd(text, previousEnd, offset);
      return isNext && (token !== undefined || !isColonNext(text, offset)) ? key(text, position) : undefined;
    }
    case "value":
      if (isKeyByColon && hasLineEnd(text, previousEnd, replaced.start)) return key(text, position);
      return value(text, position, found);
  }
}

type Located = Pick<Position, "path" | "containers" | "key" | "replaced" | "passedOver">;

function key(text: string, position: Located, commaBefore?: number): Position {
  const next = text.charCodeAt(skipTrivia(text, position.replaced.end));
  const isValueNext = next === Character.openBrace || next === Character.openBracket;
  const behind = next === Character.colon ? "colon" : isValueNext ? "value" : "nothing";
  const commaAfter = behind === "nothing" && isCommaMissing(text, position.replaced);
  return { ...position, slot: "key", behind, commaBefore, commaAfter };
}

/** The value of the last key; undefined when a value is after the cursor that is not to be replaced. */
function value(text: string, position: Located, { containers, token }: Surroundings): Position | undefined {
  const owner = containers
    .at(-1)
    ?.entries.findLast((entry) => entry.key !== undefined && entry.key.end <= position.replaced.start);
  if (owner?.key === undefined) return undefined;
  const located = {
    ...position,
    slot: "value",
    key: wordAt(text, owner.key),
    behind: "nothing",
    commaBefore: undefined,
  } as const;
  const replaced = token ?? valueBehind(text, position.replaced.start);
  if (replaced === undefined) return undefined;
  return { ...located, replaced, commaAfter: isCommaMissing(text, replaced) };
}

/** From the cursor to the end of the word that follows it; empty when none does, undefined when it must stay. */
function valueBehind(text: string, offset: number): Span | undefined {
  const next = skipTrivia(text, offset);
  const code = text.charCodeAt(next);
  const empty = { start: offset, end: offset };
  if (Number.isNaN(code) || code === Character.comma || isCloser(code)) return empty;
  if (code === Character.openBrace || code === Character.openBracket || code === Character.colon) return undefined;
  const end = code === Character.quote ? stringEnd(text, next, next) : bareEnd(text, next);
  if (isColonNext(text, end)) return empty;
  return isBlankOnLine(text, offset, next) ? { start: offset, end } : undefined;
}

function textPosition(text: string, replaced: Span): Position | undefined {
  if (text.slice(0, replaced.start).trim() !== "" || text.slice(replaced.end).trim() !== "") return undefined;
  const nothing = {
    path: [],
    containers: [],
    key: undefined,
    commaBefore: undefined,
    commaAfter: false,
    passedOver: [],
  };
  return { ...nothing, slot: "text", replaced, behind: "nothing" };
}

function pathOf(text: string, { containers, entries }: Surroundings): JSONPath {
  return entries.slice(1).map((entry, index) => {
    if (entry?.key !== undefined) return wordAt(text, entry.key);
    const outer = containers[index];
    return entry !== undefined && outer?.kind === "array" ? outer.entries.indexOf(entry) : "";
  });
}

/** Whether something follows that needs a comma before it. */
function isCommaMissing(text: string, { end }: Span): boolean {
  const next = text.charCodeAt(skipTrivia(text, end));
  return !Number.isNaN(next) && next !== Character.comma && next !== Character.colon && !isCloser(next);
}

function isCloser(code: number): boolean {
  return code === Character.closeBrace || code === Character.closeBracket;
}

/** Whether a key follows, so that what is around the position must end first. */
function isKeyNext(text: string, position: number): boolean {
  const next = skipTrivia(text, position);
  return text.charCodeAt(next) === Character.quote && isColonNext(text, stringEnd(text, next, next));
}

function isColonNext(text: string, position: number): boolean {
  return text.charCodeAt(skipTrivia(text, position)) === Character.colon;
}

function hasLineEnd(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isLineEnd(text.charCodeAt(at))) return true;
  return false;
}

function isBlankOnLine(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isSpace(code) || isLineEnd(code)) return false;
  }
  return true;
}
