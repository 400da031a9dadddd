import type { Tool } from "../../catalogue/catalogue";
import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { findArgument } from "../../catalogue/inputSchema/findArgument";
import { codeSpan } from "../../policy/words/plain/markdown";
import { argumentFacts } from "./argumentList";

/** What a condition's path leads to, as far as the tool's input schema says; undefined for a tool of no catalogue. */
export function pathHover(path: string, tool: Tool | undefined): string | undefined {
  const [root, ...names] = path.split(".");
  if (root !== "args" || names.length === 0)
    return `This path never finds a value: it has to be ${codeSpan("args.")} and the name of an argument.`;
  if (names.includes(""))
    return `A name in this path is empty: write ${codeSpan("args.")} and the name of an argument.`;
  if (tool === undefined) return undefined;
  const argument = findArgument(argumentTree(tool.inputSchema), names);
  return argument === undefined ? notListed(names, tool) : argumentFacts(argument);
}

function notListed(names: readonly string[], { name, inputSchema }: Tool): string | undefined {
  const [first = ""] = names;
  const tree = argumentTree(inputSchema);
  if (findArgument(tree, [first]) === undefined)
    return tree.listsFields ? `${codeSpan(name)} lists no argument ${codeSpan(first)}.` : undefined;
  for (let length = names.length - 1; length > 0; length--) {
    const holder = findArgument(tree, names.slice(0, length));
    if (holder === undefined) continue;
    const { types } = holder;
    if (types.length === 1 && types[0] === "array")
      return `${codeSpan(holder.name)} is an array: a path cannot reach into it, and never finds a value there.`;
    if (types.length > 0 && !types.includes("object"))
      return `${codeSpan(holder.name)} is not an object: a path never finds a value in it.`;
    if (!holder.listsFields) return undefined;
    return `${codeSpan(holder.name)} lists no field ${codeSpan(names[length] ?? "")}.`;
  }
  return undefined;
}
