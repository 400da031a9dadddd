import { type JSONPath, parseTree } from "jsonc-parser";
import { findMember, type PolicyDocument } from "../../policy/model/document";
import { findField } from "../../policy/model/schema";
import { type JsonValue, toJson } from "../../policy/text/json";
import { keptFor } from "../../policy/text/keptWith";
import type { Span } from "../../policy/text/span";
import { nestingDepth } from "../../policy/text/splitMembers";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { wordAt } from "./characters";
import type { Position } from "./position";
import { scan } from "./scan";

/** All that a completion may look at. */
export interface Context {
  readonly snapshot: Snapshot;
  readonly position: Position;
  readonly env: Environment;
  /** What is typed of the word at the cursor, without its quote. */
  readonly typed: string;
  /** As in a whole policy: in a bare fragment (spec §1), as if it was under `tools`. */
  readonly path: JSONPath;
}

/** Puts together what is known at a position. */
export function contextAt(snapshot: Snapshot, position: Position, offset: number, env: Environment): Context {
  const [first] = position.path;
  const root = position.containers[0];
  const isFragment =
    typeof first === "string" &&
    root?.entries.every(({ key }) => key === undefined || !findField("policy", wordAt(snapshot.document.text, key)));
  const typed = snapshot.document.text.slice(position.replaced.start, offset).replace(/^"/, "");
  return { snapshot, position, env, typed, path: isFragment ? ["tools", ...position.path] : position.path };
}

/** The names of the other members of the innermost object; of tools, see `listedTools`. */
export function otherNames({ snapshot, position }: Context): ReadonlySet<string> {
  const { text } = snapshot.document;
  const names = new Set<string>();
  for (const { key } of position.containers.at(-1)?.entries ?? [])
    if (key !== undefined && !isReplaced(position, key)) names.add(wordAt(text, key));
  return names;
}

/**
 * The value of a member of the object at `depth` of the path (counted from its end, -1 is the innermost), unless it is
 * the one that is typed; of duplicates the last.
 */
export function memberValue({ snapshot, position }: Context, name: string, depth = -1): JsonValue | undefined {
  const { text } = snapshot.document;
  const entry = position.containers.at(depth)?.entries.findLast(({ key, value }) => {
    return key !== undefined && value !== undefined && !isReplaced(position, value) && wordAt(text, key) === name;
  });
  return entry?.value === undefined ? undefined : readValue(text, entry.value);
}

/** The elements of the array at `depth` of the path (as above), without the one that holds the cursor. */
export function otherElements({ snapshot, position }: Context, depth: number): readonly JsonValue[] {
  const inner = depth === -1 ? undefined : position.containers.at(depth + 1);
  return (position.containers.at(depth)?.entries ?? []).flatMap(({ value }) => {
    if (value === undefined || isReplaced(position, value) || value.start === inner?.start) return [];
    const read = readValue(snapshot.document.text, value);
    return read === undefined ? [] : [read];
  });
}

/**
 * The names that stand in another member of the policy: the keys of `tools`, the texts in `hide`. In a broken text they
 * are read again, since a half-typed word can hide them from the parser.
 */
export function namesIn({ snapshot, position }: Context, member: "tools" | "hide"): ReadonlySet<string> {
  const { text, tools, isSplit } = snapshot.document;
  if (isSplit && member === "tools") return new Set(tools.map(({ value }) => value.name));
  if (member === "hide" && (isSplit || isHideSound(snapshot.document))) return namesOf(snapshot.policy.hide);
  const owner = position.containers[0]?.entries.findLast(
    ({ key }) => key !== undefined && wordAt(text, key) === member,
  );
  if (owner?.value === undefined) return new Set();
  const source = text.slice(owner.value.start, owner.value.end);
  const [container] = scan(source, 1).containers;
  const names = container?.entries.map(({ key, value }) => (container.kind === "object" ? key : value)) ?? [];
  return new Set(
    names.flatMap((name) => (name !== undefined && source[name.start] === '"' ? [wordAt(source, name)] : [])),
  );
}

/** Whether `hide` is as it is written, in a text that is broken elsewhere. */
function isHideSound(document: PolicyDocument): boolean {
  const hide = findMember(document, "hide")?.value;
  return hide !== undefined && hide.length > 0 && hide.value !== undefined && hide.problems.length === 0;
}

/** The same set as long as the list is the same, so that what is found out about it can be kept with it. */
const namesOf = keptFor((hide: ReadonlyMap<string, Span>): ReadonlySet<string> => new Set(hide.keys()));

/** Whether a piece of text is the word that is typed. An empty one is before what begins at the cursor. */
export function isReplaced({ replaced }: Position, { start, end }: Span): boolean {
  return replaced.end > replaced.start && replaced.start <= start && end <= replaced.end;
}

/** The value that a piece of text stands for, however broken. */
function readValue(text: string, { start, end }: Span): JsonValue | undefined {
  const source = text.slice(start, end);
  if (nestingDepth(source) > 64) return undefined;
  const node = parseTree(source);
  return node === undefined ? undefined : toJson(node);
}
