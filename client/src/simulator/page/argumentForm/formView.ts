import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { FormField } from "../../../../../server/src/protocol/callArguments";
import { readArguments, sourceAt, withLiteral } from "../../state/argumentEdits";
import type { Page } from "../page";
import { type Form, fieldView } from "./fieldView";

/** What was typed into fields and is no value yet; of one tool only. */
let unfinished: { readonly tool: string; readonly texts: Map<string, string> } = { tool: "", texts: new Map() };

/** A form for the tool's arguments. It edits the JSON beside it, and shows what is typed there. */
export function argumentForm(page: Page): TemplateResult | typeof nothing {
  const { state, text, send } = page;
  const fields = state.tool?.fields ?? [];
  const tool = state.tool?.name ?? "";
  if (fields.length === 0) {
    return nothing;
  }
  if (unfinished.tool !== tool) {
    unfinished = { tool, texts: new Map() };
  }
  const typed = readArguments(text);
  const form: Form = {
    text,
    root: typed.kind === "object" ? typed.root : undefined,
    disabled: typed.kind === "unreadable",
    unfinished: unfinished.texts,
    write: (path, literal) => send({ type: "edit-arguments", text: withLiteral(text, path, literal) }),
    fill: (filled) => send({ type: "edit-arguments", text: filled }),
    redraw: page.redraw,
  };
  const others = typed.kind === "object" ? otherArguments(form, fields) : [];
  return html`<details
    class="argument-form"
    .open=${page.isOpen("form")}
    @toggle=${(event: Event) => page.setOpen("form", (event.currentTarget as HTMLDetailsElement).open)}
  >
    <summary>${l10n.t("As a form")}</summary>
    ${
      page.isOpen("form")
        ? html`${typed.kind === "unreadable" ? html`<p class="field-problem">${typed.why}</p>` : nothing}
            ${fields.map((field) => fieldView(form, field, [field.name]))} ${othersView(form, others)} ${defaultsView(form, fields)}`
        : nothing
    }
  </details>`;
}

/** Tells a screen reader on each box itself what it is for, and whether what is there is a value. */
export function describeFields(): void {
  for (const field of document.querySelectorAll("vscode-textfield")) {
    void field.updateComplete.then(() => {
      field.wrappedElement.ariaInvalid = String(field.invalid);
      field.wrappedElement.setAttribute("aria-description", field.dataset.about ?? field.title);
    });
  }
}

/** Arguments that the schema does not name. */
function otherArguments({ root }: Form, fields: readonly FormField[]): string[] {
  const known = new Set(fields.map(({ name }) => name));
  const names = (root?.children ?? []).map(({ children }) => String(children?.[0]?.value));
  return [...new Set(names)].filter((name) => !known.has(name));
}

function othersView(form: Form, names: readonly string[]): TemplateResult | typeof nothing {
  if (names.length === 0) {
    return nothing;
  }
  const base = { kind: "json", required: false, description: "", values: [], fields: [], items: null } as const;
  return html`<fieldset class="argument">
    <legend>${l10n.t("Other arguments")} <span class="quiet">${l10n.t("that the tool does not list")}</span></legend>
    ${names.map((name) => fieldView(form, { ...base, name }, [name]))}
  </fieldset>`;
}

/** Writes what counts anyway when it is left out, so that a person sees it. */
function defaultsView(form: Form, fields: readonly FormField[]): TemplateResult | typeof nothing {
  const unset = fields.filter(
    (field) => field.default !== undefined && sourceAt(form.text, form.root, [field.name]) === undefined,
  );
  if (unset.length === 0) {
    return nothing;
  }
  const fill = () => {
    const text = unset.reduce(
      (before, field) => withLiteral(before, [field.name], JSON.stringify(field.default)),
      form.text,
    );
    form.fill(text);
  };
  return html`<button class="link" ?disabled=${form.disabled} @click=${fill}>${unset.length === 1 ? l10n.t("Fill in the default") : l10n.t`Fill in ${unset.length} defaults`}</button>`;
}
