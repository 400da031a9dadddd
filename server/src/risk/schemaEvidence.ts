import { type ArgumentNode, argumentTree } from "../catalogue/inputSchema/argumentTree";
import type { JsonObject } from "../policy/text/json";
import type { Evidence } from "./evidence";
import { nameParts } from "./nameParts";
import { severities, worse } from "./severity";
import { type ToolCategory, verbOf } from "./verbs";

/** What a tool's arguments say about it, with the argument that a condition would have to look at. */
export interface SchemaEvidence extends Evidence {
  /** `args.` and names; null when the risk hangs on no single argument. */
  readonly path: string | null;
  /** Of an argument that chooses what is done: the values that only read. */
  readonly harmless?: readonly string[];
}

interface ArgumentKind {
  readonly words: ReadonlySet<string>;
  readonly text: string;
  readonly category: ToolCategory | undefined;
}

const kinds: readonly ArgumentKind[] = [
  kind(
    "command cmd shell script code javascript python js expression program bash",
    "takes code or a command",
    "Execute",
  ),
  kind("sql statement statements", "takes SQL", "Execute"),
  kind("url uri endpoint webhook link host domain", "takes an address on the network", undefined),
  kind("path file filepath filename directory dir folder", "takes a path", undefined),
  kind("password token secret apikey credential credentials passphrase", "takes a credential", undefined),
  kind("recipient recipients to email cc bcc", "takes a recipient", undefined),
  kind("amount price quantity total", "takes an amount", undefined),
  kind("ids items records batch bulk", "acts on many things at once", undefined),
  kind("html template", "takes raw HTML or a template", undefined),
];

/** Arguments that choose what a tool does. */
const routers = new Set("action actions operation op method command mode verb task type event".split(" "));

/** What the input schema of a tool says about it. */
export function schemaEvidence(inputSchema: JsonObject): readonly SchemaEvidence[] {
  const found: SchemaEvidence[] = [];
  for (const node of argumentTree(inputSchema).fields.values()) {
    const router = routerEvidence(node);
    if (router !== undefined) found.push(router);
    const parts = nameParts(node.name.replaceAll(".", "_"));
    const fitting =
      node.values === undefined ? kinds.find(({ words }) => parts.some((part) => words.has(part))) : undefined;
    if (fitting !== undefined && acceptsText(node, fitting))
      found.push({
        from: "schema",
        text: `"${node.name}" ${fitting.text}`,
        category: fitting.category,
        path: node.path,
      });
  }
  return found;
}

/** An argument whose values are verbs: the tool does each of them, so the worst counts. */
function routerEvidence({ name, values, path }: ArgumentNode): SchemaEvidence | undefined {
  if (values === undefined || !nameParts(name).some((part) => routers.has(part))) return undefined;
  let category: ToolCategory | undefined;
  let worst = "";
  const harmless: string[] = [];
  for (const value of values) {
    if (typeof value !== "string") continue;
    const own = nameParts(value)
      .map(verbOf)
      .find((each) => each !== undefined);
    if (own === "Read") harmless.push(value);
    if (own === undefined || worse(category, own) === category) continue;
    category = own;
    worst = value;
  }
  if (category === undefined || severities.indexOf(category) === 0) return undefined;
  return { from: "schema", text: `"${name}" chooses what is done, "${worst}" among it`, category, path, harmless };
}

function acceptsText({ types }: ArgumentNode, { text }: ArgumentKind): boolean {
  const isAmount = text.includes("amount") || text.includes("many");
  return types.length === 0 || types.includes("string") || (isAmount && types.length > 0);
}

function kind(words: string, text: string, category: ToolCategory | undefined): ArgumentKind {
  return { words: new Set(words.split(" ")), text, category };
}
