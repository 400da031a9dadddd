/** Calls as servers may read them: a server that keeps the first of two keys runs another call than one that keeps the last. */
import { type Node, parseTree } from "jsonc-parser";

/** A call that a server would run. */
export interface ReadCall {
  readonly tool: string;
  readonly args: unknown;
}

type Choose = (values: readonly { readonly key: string; readonly node: Node }[], name: string) => Node | undefined;

const fold = (key: string): string => key.toUpperCase().toLowerCase();

/** How readers choose among keys of an object. */
const readers: readonly Choose[] = [
  (values, name) => values.findLast(({ key }) => key === name)?.node,
  (values, name) => values.find(({ key }) => key === name)?.node,
  (values, name) => values.findLast(({ key }) => fold(key) === name)?.node,
  (values, name) => values.find(({ key }) => fold(key) === name)?.node,
];

/** How readers find the end of a message. */
const lineEnds = [/\n/, /\r\n|\r|\n/, /\n|(?<=\})(?=\{)/, /\n\uFEFF?|^\uFEFF/];

/** How readers find the messages in a body, which has no lines: a line break in it is a blank between two signs. */
const bodyEnds = [/(?!)/, /(?<=\})(?=\{)/, /^\uFEFF/];

/** Every call that some reader finds in the lines that a server has got. */
export function callsOfAnyReader(text: string): ReadCall[] {
  return callsBetween(lineEnds, text);
}

/** Every call that some reader finds in the body of a request. */
export function callsInBody(text: string): ReadCall[] {
  return callsBetween(bodyEnds, text);
}

function callsBetween(ends: readonly RegExp[], text: string): ReadCall[] {
  // Most readers find the same ends.
  const messages = new Set(ends.flatMap((end) => text.split(end)));
  return [...messages].flatMap((each) => {
    const root = treeOf(each);
    return root === undefined ? [] : readers.flatMap((reader) => callsIn(root, reader));
  });
}

/** The calls that a reader which takes the last of two keys finds: most servers. */
export function callsOfUsualReader(text: string): ReadCall[] {
  const [usual] = readers;
  if (usual === undefined) return [];
  return text.split("\n").flatMap((line) => {
    const root = treeOf(line);
    return root === undefined ? [] : callsIn(root, usual);
  });
}

/** undefined for what is not JSON. */
function treeOf(text: string): Node | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return parseTree(text);
}

function callsIn(root: Node, choose: Choose): ReadCall[] {
  const open = [root];
  const calls: ReadCall[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "array") open.push(...(node.children ?? []));
    const method = field(node, "method", choose);
    const params = field(node, "params", choose);
    if (method?.value !== "tools/call" || params === undefined) continue;
    const tool = field(params, "name", choose)?.value;
    const args = field(params, "arguments", choose);
    if (typeof tool === "string") calls.push({ tool, args: args && plain(args, choose) });
  }
  return calls;
}

function field(node: Node, name: string, choose: Choose): Node | undefined {
  if (node.type !== "object") return undefined;
  const values = (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [{ key: String(key.value), node: value }];
  });
  return choose(values, name);
}

/** A value as the reader has it, if it is asked for its fields by the names that a policy looks at. */
function plain(node: Node, choose: Choose): unknown {
  if (node.type !== "object")
    return node.type === "array" ? (node.children ?? []).map((each) => plain(each, choose)) : node.value;
  const path = field(node, "path", choose);
  return path === undefined ? {} : { path: plain(path, choose) };
}
