import { transform } from "esbuild";
import { parseAst } from "vite";

/** A node of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** A string that is shown as it is written, whatever the language of the window. */
export interface BareString {
  readonly text: string;
  readonly why: "not translated" | "translated before the language is known";
}

const letters = /[A-Za-z]{2,}/;
/** Several words, or one that starts a sentence: what a person reads, and no name of a thing. */
const sentence = /[A-Za-z…,.:;?!)]\s+["(]?[A-Za-z]|^[A-Z][a-z]+[….:?!]*$|…/;
const attribute =
  /\b(?:title|label|placeholder|alt|aria-label|aria-description|aria-roledescription|aria-valuetext)="([^"]*)"/g;

/** The strings of a source that a person would read and that do not go through `l10n.t`. */
export async function bareStrings(source: string): Promise<readonly BareString[]> {
  const { code } = await transform(source, { loader: "ts", target: "esnext", format: "esm" });
  const found: BareString[] = [];
  visit(parseAst(code) as unknown as Node, undefined, 0);
  return found;

  function visit(node: Node, parent: Node | undefined, functions: number): void {
    if (isTranslation(node) && functions === 0)
      found.push({ text: code.slice(node.start).slice(0, 60), why: "translated before the language is known" });
    const text = textOf(node, parent);
    if (text !== undefined) found.push({ text, why: "not translated" });
    if (node.type === "TemplateLiteral" && tagOf(parent) !== undefined)
      for (const markup of markupTexts(node, tagOf(parent))) found.push({ text: markup, why: "not translated" });
    if (isTranslation(node)) {
      // The values that are filled in are looked at, and the string itself is not.
      for (const value of valuesOf(node)) visit(value, node, functions);
      return;
    }
    if (/^(?:Import|ExportAll)/.test(node.type)) return;
    const inside = functions + (/Function|^PropertyDefinition/.test(node.type) ? 1 : 0);
    for (const [key, value] of Object.entries(node)) {
      if (node.type === "Property" && key === "key") continue;
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, node, inside);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** `l10n.t("…")`, or a template that `l10n.t` tags. */
function isTranslation({ type, callee, tag }: Node): boolean {
  const called = type === "CallExpression" ? callee : type === "TaggedTemplateExpression" ? tag : undefined;
  if (!isNode(called) || called.type !== "MemberExpression") return false;
  const { object, property } = called;
  return isNode(object) && isNode(property) && object.name === "l10n" && property.name === "t";
}

function valuesOf({ arguments: given, quasi }: Node): readonly Node[] {
  if (isNode(quasi)) return (quasi.expressions as readonly Node[]) ?? [];
  return (given as readonly Node[]).slice(1);
}

function tagOf(parent: Node | undefined): string | undefined {
  return parent?.type === "TaggedTemplateExpression" && isNode(parent.tag) ? (parent.tag.name as string) : undefined;
}

/** What a literal says, where it is a sentence; comparisons and cases name data. */
function textOf(node: Node, parent: Node | undefined): string | undefined {
  if (parent?.type === "SwitchCase" || (parent?.type === "BinaryExpression" && /=/.test(String(parent.operator))))
    return;
  if (node.type === "Literal" && typeof node.value === "string")
    return sentence.test(node.value) ? node.value : undefined;
  if (node.type !== "TemplateLiteral" || parent?.type === "TaggedTemplateExpression") return undefined;
  const text = quasisOf(node)
    .join("{}")
    .replaceAll(/\$\([a-z-]+\)/g, "");
  return letters.test(text.replaceAll("{}", "")) && /\s/.test(text.trim()) ? text : undefined;
}

/** The text between the tags of a template, and what its attributes say. */
function markupTexts(node: Node, tag: string | undefined): readonly string[] {
  if (tag !== "html" && tag !== "svg") return [];
  const markup = quasisOf(node).join("{}");
  const between = [...markup.matchAll(/>([^<>]*)(?=<)/g)].map(([, text = ""]) => text);
  const said = [...markup.matchAll(attribute)].map(([, text = ""]) => text);
  return [...between, ...said].map((text) => text.trim()).filter((text) => letters.test(text.replaceAll("{}", "")));
}

function quasisOf(node: Node): readonly string[] {
  return (node.quasis as readonly { readonly value: { readonly cooked: string } }[]).map(({ value }) => value.cooked);
}
