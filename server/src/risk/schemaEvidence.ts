import { type ArgumentKind, kindByName } from "../catalogue/inputSchema/argumentKind";
import { type TopArgument, topArguments } from "../catalogue/inputSchema/argumentTree";
import { nameParts } from "../catalogue/nameParts";
import type { JsonObject } from "../policy/text/json";
import { quote } from "../policy/words/plain/quote";
import type { Evidence } from "./evidence";
import { severities, worse } from "./severity";
import { isNounLike, type ToolCategory, verbOf } from "./verbs";

/** What a tool's arguments say about it, with the argument that a condition would have to look at. */
export interface SchemaEvidence extends Evidence {
  /** `args.` and names; null when the risk hangs on no single argument. */
  readonly path: string | null;
  /** Of an argument that chooses what is done: the values that only read. */
  readonly harmless?: readonly string[];
}

/** What it means for a tool that it takes such an argument. */
const meanings: Readonly<Partial<Record<ArgumentKind, readonly [text: string, category: ToolCategory | undefined]>>> = {
  command: ["takes code or a command", "Execute"],
  code: ["takes code or a command", "Execute"],
  sql: ["takes SQL", "Execute"],
  url: ["takes an address on the network", undefined],
  host: ["takes an address on the network", undefined],
  path: ["takes a path", undefined],
  credential: ["takes a credential", undefined],
  recipient: ["takes a recipient", undefined],
  amount: ["takes an amount", undefined],
  many: ["acts on many things at once", undefined],
  markup: ["takes raw HTML or a template", undefined],
};

/** Arguments that choose what a tool does. */
const routers = new Set("action actions operation op method command mode verb task type event".split(" "));

/** What the input schema of a tool says about it. */
export function schemaEvidence(inputSchema: JsonObject): readonly SchemaEvidence[] {
  const found: SchemaEvidence[] = [];
  for (const node of topArguments(inputSchema)) {
    const router = routerEvidence(node);
    if (router !== undefined) found.push(router);
    const kind = node.values === undefined ? kindByName(node.name) : undefined;
    const meaning = kind && meanings[kind];
    if (meaning === undefined || !acceptsText(node, kind)) continue;
    const [text, category] = meaning;
    found.push({ from: "schema", text: `${quote(node.name)} ${text}`, category, path: node.path });
  }
  return found;
}

/** An argument whose values are verbs: the tool does each of them, so the worst counts. */
function routerEvidence({ name, values, path }: TopArgument): SchemaEvidence | undefined {
  if (values === undefined || !isRouter(name)) return undefined;
  let category: ToolCategory | undefined;
  let worst = "";
  const harmless: string[] = [];
  for (const value of values) {
    if (typeof value !== "string") continue;
    const own = nameParts(value)
      .map((part, place) => (place > 0 && isNounLike(part) ? undefined : verbOf(part)))
      .find((each) => each !== undefined);
    if (own === "Read") harmless.push(value);
    if (own === undefined || worse(category, own) === category) continue;
    category = own;
    worst = value;
  }
  if (category === undefined || severities.indexOf(category) === 0) return undefined;
  return {
    from: "schema",
    text: `${quote(name)} chooses what is done, ${quote(worst)} among it`,
    category,
    path,
    harmless,
  };
}

/** `type` behind another word is what a thing is, not what is done with it: `outputType`, but `actionType`. */
function isRouter(name: string): boolean {
  const parts = nameParts(name);
  return parts.some((part) => routers.has(part) && (part !== "type" || parts.length === 1));
}

function acceptsText({ types }: TopArgument, kind: ArgumentKind | undefined): boolean {
  const isAmount = kind === "amount" || kind === "many";
  return types.length === 0 || types.includes("string") || (isAmount && types.length > 0);
}
