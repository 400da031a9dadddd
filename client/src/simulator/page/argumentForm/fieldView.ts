import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import type { JSONPath, Node } from "jsonc-parser";
import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../../../../server/src/policy/words/plain/visibleText";
import type { FormField } from "../../../../../server/src/protocol/callArguments";
import { nodeAt, numberLiteral, sourceAt } from "../../state/argumentEdits";
import { visibleLines } from "../../state/visibleState";

/** What the fields of a form are drawn from. */
export interface Form {
  readonly text: string;
  readonly root: Node | undefined;
  /** The JSON cannot be edited from here. */
  readonly disabled: boolean;
  /** What was typed into fields and is no value yet, by path. */
  readonly unfinished: Map<string, string>;
  /** Writes a literal at a path; undefined takes the value away. */
  readonly write: (path: JSONPath, literal: string | undefined) => void;
  /** Replaces the whole text. */
  readonly fill: (text: string) => void;
  /** Draws the form again. */
  readonly redraw: () => void;
}

/** A field with its name, what it is for, and its control. */
export function fieldView(form: Form, field: FormField, path: JSONPath): TemplateResult {
  const id = `argument ${JSON.stringify(path)}`;
  const isGroup = field.kind === "object" || field.kind === "list";
  const label = html`<span class="field-name">${visibleText(field.name)}</span>${
    field.required ? html`<span class="quiet"> ${l10n.t("required")}</span>` : nothing
  }`;
  const about =
    field.description === ""
      ? nothing
      : html`<p class="about quiet" title=${visibleLines(field.description)}>${visibleLines(field.description)}</p>`;
  return isGroup
    ? html`<fieldset class="argument">
        <legend>${label}</legend>
        ${about} ${field.kind === "object" ? field.fields.map((each) => fieldView(form, each, [...path, each.name])) : listView(form, field, path)}
      </fieldset>`
    : html`<div class="argument">
        <label for=${id}>${label}</label>
        ${about} ${controlView(form, field, path, id)}
      </div>`;
}

function controlView(form: Form, field: FormField, path: JSONPath, id: string): TemplateResult {
  switch (field.kind) {
    case "boolean":
      return choiceView(form, field, path, id, [true, false]);
    case "choice":
      return choiceView(form, field, path, id, field.values);
    default:
      return typedView(form, field, path, id);
  }
}

/** A value that is chosen. One that the schema does not list stays, and can be chosen again. */
function choiceView(
  form: Form,
  field: FormField,
  path: JSONPath,
  id: string,
  values: readonly unknown[],
): TemplateResult {
  const present = sourceAt(form.text, form.root, path);
  const literals = values.map((value) => JSON.stringify(value));
  const others = present === undefined || literals.includes(present) ? [] : [present];
  return html`<vscode-single-select
    id=${id}
    .label=${spoken(field)}
    ?disabled=${form.disabled}
    .value=${present ?? ""}
    @change=${(event: Event) => {
      const literal = (event.target as HTMLSelectElement).value;
      form.write(path, literal === "" ? undefined : literal);
    }}
  >
    <vscode-option value="" ?selected=${present === undefined}>${notSet(field)}</vscode-option>
    ${[...literals, ...others].map(
      (literal) =>
        html`<vscode-option value=${literal} ?selected=${literal === present}>${visibleText(unquoted(literal))}</vscode-option>`,
    )}
  </vscode-single-select>`;
}

/** A value that is typed: a text, a number, or any JSON. What is no value yet stays in the box. */
function typedView(form: Form, field: FormField, path: JSONPath, id: string): TemplateResult {
  const key = JSON.stringify(path);
  const unfinished = form.unfinished.get(key);
  const sentence = { integer: l10n.t("Not a whole number."), number: l10n.t("Not a number.") }[field.kind as string];
  return html`<vscode-textfield
      id=${id}
      .label=${spoken(field)}
      data-about=${field.description}
      ?disabled=${form.disabled}
      ?invalid=${unfinished !== undefined}
      placeholder=${field.default === undefined ? "" : notSet(field)}
      .value=${unfinished ?? typedText(form, field, path)}
      @input=${(event: Event) => {
        const typed = (event.target as HTMLInputElement).value;
        const literal = literalOf(field, typed);
        if (literal === "none") {
          form.unfinished.set(key, typed);
          form.redraw();
        } else {
          form.unfinished.delete(key);
          form.write(path, literal);
        }
      }}
    ></vscode-textfield>
    ${
      unfinished === undefined
        ? nothing
        : html`<p class="field-problem" role="alert">${sentence ?? l10n.t("Not JSON yet.")} ${l10n.t("The arguments stay as they are.")}</p>`
    }`;
}

/** The value as a person edits it: a text without its quotes. */
function typedText(form: Form, { kind }: FormField, path: JSONPath): string {
  const node = nodeAt(form.root, path);
  if (kind === "text" && node?.type === "string") return String(node.value);
  return sourceAt(form.text, form.root, path) ?? "";
}

/** The literal for what was typed; undefined for nothing, "none" for what is no value yet. */
function literalOf({ kind, required }: FormField, typed: string): string | undefined {
  if (typed === "" && !(kind === "text" && required)) return undefined;
  if (kind === "text") return JSON.stringify(typed);
  if (kind === "number" || kind === "integer") return numberLiteral(typed, kind === "integer") ?? "none";
  try {
    JSON.parse(typed);
    return typed;
  } catch {
    return "none";
  }
}

/** The elements of a list, each with its control, and buttons to add and to remove. */
function listView(form: Form, field: FormField, path: JSONPath): TemplateResult {
  const node = nodeAt(form.root, path);
  const length = node?.type === "array" ? (node.children?.length ?? 0) : 0;
  const { items } = field;
  if (items === null) return html``;
  if (node !== undefined && node.type !== "array")
    return typedView(form, { ...field, kind: "json" }, path, `argument ${JSON.stringify(path)}`);
  return html`${Array.from(
    { length },
    (_, index) => html`<div class="element">
        ${fieldView(form, { ...items, name: `${field.name} ${index + 1}`, required: false }, [...path, index])}
        <button class="link" ?disabled=${form.disabled} @click=${() => {
          form.unfinished.clear();
          form.write([...path, index], undefined);
        }}>
          ${l10n.t`Remove ${visibleText(field.name)} ${index + 1}`}
        </button>
      </div>`,
  )}
    <button
      class="link"
      ?disabled=${form.disabled}
      @click=${() => form.write(node === undefined ? path : [...path, length], node === undefined ? `[${emptyLiteral(items)}]` : emptyLiteral(items))}
    >
      ${l10n.t`Add ${visibleText(field.name)}`}
    </button>`;
}

/** What a new element starts as. */
function emptyLiteral({ kind, values }: FormField): string {
  if (kind === "choice") return JSON.stringify(values[0] ?? null);
  return (
    { text: '""', number: "0", integer: "0", boolean: "false", object: "{}", list: "[]" }[kind as string] ?? "null"
  );
}

/** The name of a field for those who hear it: the label beside it is no part of the control. */
function spoken({ name, required }: FormField): string {
  return required ? l10n.t`${name}, required` : name;
}

/** What is shown where there is no value: what counts then, if the schema says so. */
function notSet(field: FormField): string {
  return field.default === undefined ? l10n.t("not set") : l10n.t`not set (${visibleText(shown(field.default))})`;
}

function shown(value: unknown): string {
  if (value === "") return "blank";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function unquoted(literal: string): string {
  return literal.startsWith('"') ? String(JSON.parse(literal)) : literal;
}
