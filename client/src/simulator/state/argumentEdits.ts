import * as l10n from "@vscode/l10n";
import {
  type Edit,
  type FormattingOptions,
  type JSONPath,
  modify,
  type Node,
  type ParseError,
  parseTree,
} from "jsonc-parser";

/** What a person has typed as arguments, as far as a form can show it. */
export type TypedArguments =
  | { readonly kind: "object"; readonly root: Node | undefined }
  /** Why a form cannot show it, in a sentence. */
  | { readonly kind: "unreadable"; readonly why: string };

/** Reads the typed text; blank counts as no arguments. */
export function readArguments(text: string): TypedArguments {
  if (text.trim() === "") return { kind: "object", root: undefined };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split("\n").length;
    return {
      kind: "unreadable",
      why: l10n.t`The JSON has an error in line ${line}. Fix it there, or start from the template.`,
    };
  }
  return root?.type === "object"
    ? { kind: "object", root }
    : { kind: "unreadable", why: l10n.t("The arguments are not an object, so there is no form for them.") };
}

/** The value at a path; undefined when there is none. Of duplicate keys the last one counts. */
export function nodeAt(root: Node | undefined, path: JSONPath): Node | undefined {
  let node = root;
  for (const step of path)
    node =
      typeof step === "number"
        ? node?.children?.[step]
        : node?.children?.findLast(({ children }) => children?.[0]?.value === step)?.children?.[1];
  return node;
}

/** The text of a value, as it was written: a number keeps all its digits. */
export function sourceAt(text: string, root: Node | undefined, path: JSONPath): string | undefined {
  const node = nodeAt(root, path);
  return node && text.slice(node.offset, node.offset + node.length);
}

/** Stands for a literal until it is in its place: `modify` would round a long number. */
const placeholder = "\u0000literal\u0000";

/**
 * The text with a JSON literal at a path; undefined takes the value away. Everything else stays as it was written. Objects
 * on the way are made. The text has to be an object, or blank.
 */
export function withLiteral(text: string, path: JSONPath, literal: string | undefined): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  const before = text.trim() === "" ? "{}" : text;
  // Whatever is taken away, the rest keeps its layout.
  const edits =
    literal === undefined ? modify(before, path, undefined, {}) : writePlaceholder(before, path, formattingOptions);
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (after, { offset, length, content }) =>
        after.slice(0, offset) +
        content.replace(JSON.stringify(placeholder), () => literal ?? "") +
        after.slice(offset + length),
      before,
    );
}

/** Without a layout where the library's formatter throws: at lines that are indented by exactly 200 columns. */
function writePlaceholder(text: string, path: JSONPath, formattingOptions: FormattingOptions): readonly Edit[] {
  try {
    return modify(text, path, placeholder, { formattingOptions });
  } catch {
    return modify(text, path, placeholder, {});
  }
}

/** The literal for what a person has typed into a number's field; undefined when it is no number of JSON. */
export function numberLiteral(typed: string, isInteger: boolean): string | undefined {
  const text = typed.trim();
  const form = isInteger ? /^-?(?:0|[1-9]\d*)$/ : /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
  return form.test(text) ? text : undefined;
}
