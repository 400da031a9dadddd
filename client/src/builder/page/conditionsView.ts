import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { BuilderCondition, BuilderDetail, BuilderEntry } from "../../../../server/src/protocol/builder";
import type { Page } from "./page";
import { triesView } from "./triesView";
import { valueView } from "./valueView";

type List = "require" | "deny_if";

/** The conditions of a tool: what must hold, and what denies. */
export function entriesView(page: Page, detail: BuilderDetail): TemplateResult {
  return html`${listView(page, detail, "require", l10n.t("Allowed only if"), detail.require)}
  ${listView(page, detail, "deny_if", l10n.t("Denied if"), detail.denyIf)}`;
}

function listView(
  page: Page,
  detail: BuilderDetail,
  list: List,
  title: string,
  entries: readonly BuilderEntry[],
): TemplateResult {
  return html`<h3>${title}</h3>
    ${entries.map((entry) => entryView(page, detail, list, entry))} ${addView(page, detail, list, null)}`;
}

function entryView(page: Page, detail: BuilderDetail, list: List, entry: BuilderEntry): TemplateResult {
  const tool = detail.tool ?? "";
  const name = list === "require" ? l10n.t`requirement ${entry.index + 1}` : l10n.t`denial ${entry.index + 1}`;
  return html`<div class="card" role="group" aria-label=${name} data-entry="${list} ${entry.index}">
    ${
      entry.conditions.length === 0
        ? html`<p>${list === "require" ? l10n.t("Always: it has no conditions.") : l10n.t("Always: every call is denied.")}</p>`
        : entry.conditions.map((condition, index) => conditionView(page, detail, [list, entry.index], condition, index))
    }
    ${entry.conditions.length === 0 ? nothing : addView(page, detail, list, entry.index)}
    <label class="message"
      ><span class="quiet">${l10n.t("Message to the agent")}</span>
      <vscode-textfield
        .label=${l10n.t`Message of ${name}`}
        placeholder=${l10n.t("The gateway's own words")}
        .value=${entry.onDeny}
        @change=${(event: Event) => {
          const value = (event.target as HTMLInputElement).value;
          page.change({ kind: "set", tool, path: [list, entry.index, "on_deny"], value });
        }}
      ></vscode-textfield>
    </label>
    <button class="link remove" aria-label=${l10n.t`Remove ${name}`} @click=${() => page.change({ kind: "remove", tool, path: [list, entry.index] })}>${l10n.t("Remove")}</button>
  </div>`;
}

function conditionView(
  page: Page,
  detail: BuilderDetail,
  [list, entry]: readonly [List, number],
  condition: BuilderCondition,
  index: number,
): TemplateResult {
  const tool = detail.tool ?? "";
  const path = [list, entry, "conditions", index] as const;
  const about = path.join(" ");
  const name = l10n.t`condition ${index + 1}`;
  const set = (field: string, value: unknown, was: unknown): void =>
    page.change({ kind: "set", tool, path: [...path, field], value, was });
  const operator = detail.operators.find((each) => each.name === condition.op);
  return html`<div class="condition" role="group" aria-label="${name}: ${condition.words}" data-condition=${about}>
    ${index === 0 ? nothing : html`<p class="quiet">${l10n.t("and")}</p>`}
    <div class="parts">
      ${pathView(detail, condition, name, (value) => set("path", value, condition.path))}
      <vscode-single-select
        class="operator"
        .label=${l10n.t`Operator of ${name}`}
        .value=${condition.op}
        title=${operator === undefined ? "" : [operator.meaning, operator.pitfall].filter(Boolean).join(" ")}
        @change=${(event: Event) => set("op", (event.target as HTMLSelectElement).value, condition.op)}
      >
        ${condition.operators.map(
          ({ name: op, fits }) =>
            html`<vscode-option
              value=${op}
              description=${detail.operators.find((each) => each.name === op)?.meaning ?? ""}
              ?selected=${op === condition.op}
              >${fits ? op : l10n.t`${op} (does not fit the type)`}</vscode-option
            >`,
        )}
      </vscode-single-select>
      <button class="link remove" aria-label=${l10n.t`Remove ${name}`} @click=${() => page.change({ kind: "remove", tool, path: [...path] })}>${l10n.t("Remove")}</button>
    </div>
    ${valueView(condition, name, {
      commit: (value) => set("value", value, condition.value),
      typed: (value) =>
        page.send({
          type: "try",
          about,
          condition: { path: condition.path, op: condition.op, value },
          samples: samplesOf(page),
        }),
    })}
    ${condition.op === "regex" || condition.op === "contains" ? triesView(page, about, condition, samplesOf(page)) : nothing}
  </div>`;
}

function samplesOf({ samples }: Page): readonly string[] {
  return samples === "" ? [] : [samples];
}

/** The argument: chosen where the server lists them, typed where it does not. */
function pathView(
  { paths }: BuilderDetail,
  { path }: BuilderCondition,
  name: string,
  set: (path: string) => void,
): TemplateResult {
  const change = (event: Event): void => set((event.target as HTMLInputElement).value);
  if (paths.length === 0)
    return html`<vscode-textfield class="path" .label=${l10n.t`Argument of ${name}`} .value=${path} @change=${change}></vscode-textfield>`;
  const others = paths.some((each) => each.path === path) ? [] : [path];
  return html`<vscode-single-select class="path" .label=${l10n.t`Argument of ${name}`} .value=${path} @change=${change}>
    ${[...others, ...paths.map((each) => each.path)].map((each) => {
      const known = paths.find((argument) => argument.path === each);
      return html`<vscode-option value=${each} description=${known === undefined ? l10n.t("not listed by the server") : aboutPath(known)} ?selected=${each === path}>${visibleText(each)}</vscode-option>`;
    })}
  </vscode-single-select>`;
}

function aboutPath({ type, required, description }: BuilderDetail["paths"][number]): string {
  return [type, required ? l10n.t("in every call") : "", description].filter(Boolean).join(". ");
}

/** Starts a condition on an argument, in an entry or in a new one. */
function addView(page: Page, { tool, paths }: BuilderDetail, list: List, entry: number | null): TemplateResult {
  const label =
    entry === null ? (list === "require" ? l10n.t("Add: allowed only if") : l10n.t("Add: denied if")) : l10n.t("and…");
  const add = (event: Event): void => {
    const control = event.target as HTMLInputElement;
    const { value } = control;
    if (value === "") return;
    control.value = "";
    page.change({
      kind: "add-condition",
      tool: tool ?? "",
      list,
      entry,
      path: value.startsWith("args.") ? value : `args.${value}`,
    });
  };
  // An object may have fields that its schema does not list.
  const typed = html`<vscode-textfield class="add-typed" .label=${l10n.t`${label} (type its path)`} placeholder=${paths.length === 0 ? "args.…" : l10n.t("or type args.…")} @change=${add}></vscode-textfield>`;
  if (paths.length === 0) return html`<div class="adding"><span class="quiet">${label}</span> ${typed}</div>`;
  return html`<div class="adding"><vscode-single-select class="add" .label=${label} .value=${""} @change=${add}>
    <vscode-option value="" selected>${entry === null ? l10n.t("Add a condition on…") : l10n.t("and on…")}</vscode-option>
    ${paths.map(
      (each) =>
        html`<vscode-option value=${each.path} description=${aboutPath(each)}>${visibleText(each.path)}</vscode-option>`,
    )}
  </vscode-single-select>${typed}</div>`;
}
