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

/** Every call that some reader finds in what a server has got. */
export function callsOfAnyReader(text: string): ReadCall[] {
  return lineEnds.flatMap((end) =>
    text.split(end).flatMap((line) => readers.flatMap((reader) => callsIn(line, reader))),
  );
}

/** The calls that a reader which takes the last of two keys finds: most servers. */
export function callsOfUsualReader(text: string): ReadCall[] {
  const [usual] = readers;
  return usual === undefined ? [] : text.split("\n").flatMap((line) => callsIn(line, usual));
}

function callsIn(line: string, choose: Choose): ReadCall[] {
  try {
    JSON.parse(line);
  } catch {
    return [];
  }
  const root = parseTree(line);
  const open = root === undefined ? [] : [root];
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
