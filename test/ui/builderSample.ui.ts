/** The whole sample of an accounts department, built in the policy builder by a person who writes no JSON. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import type { Condition } from "../../server/src/policy/model/policy";
import { conditionInWords } from "../../server/src/policy/words/inWords";
import { type Hands, withKeyboard, withMouse } from "./builderHands";
import { type BuilderPage, builderPage } from "./builderPage";
import { emptyPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

interface Entry {
  readonly conditions: readonly Condition[];
  readonly on_deny: string;
}
interface Limit {
  readonly counter: string;
  readonly window: string;
  readonly max: number;
}
interface Rules {
  readonly require?: readonly Entry[];
  readonly deny_if?: readonly Entry[];
  readonly limits?: readonly Limit[];
}
interface Sample {
  readonly hide: readonly string[];
  readonly all_tools: Rules;
  readonly tools: Readonly<Record<string, Rules>>;
}

const sample: Sample = JSON.parse(
  readFileSync(new URL("../../samples/odoo-accounting.policy.json", import.meta.url), "utf8"),
);
const { tools: known } = await odooCatalogue();
const destroys = known.filter(({ category }) => category === "Destructive").map(({ name }) => name);
/** What is hidden one by one, after all that destroys at once. */
const hiddenByName = sample.hide.filter((name) => !destroys.includes(name));
/**
 * The sample as the builder writes it: every value on a line of its own, and in `hide` first those that were hidden at once,
 * in the order of the server. Everything else is in the order of the sample.
 */
const expected = `${JSON.stringify({ ...sample, hide: [...destroys, ...hiddenByName] }, null, 2)}\n`;

describe("the accounting sample in the policy builder", () => {
  let workbench: Workbench;
  let builder: BuilderPage;
  beforeAll(async () => {
    workbench = await openWorkbench({
      "mouse.policy.json": emptyPolicy,
      "keyboard.policy.json": emptyPolicy,
      ".mcp-policy/config.json": JSON.stringify({
        servers: { "mouse.policy.json": "odoo-claude-mcp", "keyboard.policy.json": "odoo-claude-mcp" },
      }),
    });
    builder = builderPage(workbench);
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
    await workbench.closeAll();
    await workbench.page.locator("iframe.webview.ready").first().waitFor({ state: "detached" });
  });

  it("the sample hides what destroys, so that it can be hidden at once", () => {
    expect(sample.hide).toEqual(expect.arrayContaining(destroys));
  });

  // About half a minute and more than one; twice that on a machine that is busy.
  it("is built by mouse", { timeout: 180_000 }, async () => {
    await builder.open("mouse.policy.json");
    await build(withMouse(builder));
    await workbench.picture("builder sample by mouse");
    await builder.saved("mouse.policy.json", expected);
  });

  it("is built by keyboard alone", { timeout: 180_000 }, async () => {
    await builder.open("keyboard.policy.json");
    await build(withKeyboard(builder, workbench));
    await workbench.picture("builder sample by keyboard");
    await builder.saved("keyboard.policy.json", expected);
  });

  async function build(hands: Hands): Promise<void> {
    await hands.hideWhatDestroys();
    for (const tool of hiddenByName) await hands.choose(tool, "Hide");
    await hands.open(null);
    await buildLimits(hands, sample.all_tools);
    for (const [tool, rules] of Object.entries(sample.tools)) await buildTool(hands, tool, rules);
  }

  async function buildTool(hands: Hands, tool: string, rules: Rules): Promise<void> {
    const isDenied = rules.deny_if?.[0]?.conditions.length === 0;
    if (isDenied || Object.keys(rules).length === 0) await hands.choose(tool, isDenied ? "Deny" : "Allow");
    if (Object.keys(rules).length === 0) return;
    await hands.open(tool);
    for (const list of ["require", "deny_if"] as const)
      for (const [index, entry] of (rules[list] ?? []).entries()) await buildEntry(hands, list, index, entry);
    await buildLimits(hands, rules);
  }

  async function buildEntry(hands: Hands, list: "require" | "deny_if", index: number, entry: Entry): Promise<void> {
    const card = `${list} ${index}`;
    for (const [at, condition] of entry.conditions.entries()) {
      if (at > 0) throw new Error("Teach this test to add a condition to an entry: the sample has one now.");
      await addCondition(hands, list, condition.path);
      await builder.detail().locator(`[data-condition="${card} conditions ${at}"]`).waitFor();
      await buildCondition(hands, card, at, condition);
    }
    await hands.write(`Message of ${list === "require" ? "requirement" : "denial"} ${index + 1}`, entry.on_deny, card);
  }

  /** On an argument that the server lists, else on one whose path is typed. */
  async function addCondition(hands: Hands, list: "require" | "deny_if", path: string): Promise<void> {
    const add = list === "require" ? "Add: allowed only if" : "Add: denied if";
    const isListed =
      (await builder.detail().locator(`vscode-single-select.add vscode-option[value="${path}"]`).count()) > 0;
    await (isListed ? hands.pick(add, path) : hands.write(`${add} (type its path)`, path));
  }

  async function buildCondition(hands: Hands, card: string, at: number, condition: Condition): Promise<void> {
    const shown = builder.detail().locator(`[data-condition="${card} conditions ${at}"]`);
    const name = `condition ${at + 1}`;
    const operator = shown.locator("vscode-single-select.operator");
    const chosen = () => operator.evaluate((select) => ("value" in select ? select.value : undefined));
    const before = await operator.getAttribute("title");
    if ((await chosen()) !== condition.op) {
      await hands.pick(`Operator of ${name}`, condition.op, card);
      // Another operator may bring another control for the value: what it means is shown once the text has it.
      await eventually(async () => expect(await operator.getAttribute("title")).not.toBe(before));
    }
    const words = `${name}: ${conditionInWords(condition)}`;
    if ((await shown.getAttribute("aria-label")) !== words) await writeValue(hands, card, name, condition.value);
    await eventually(async () => expect(await shown.getAttribute("aria-label")).toBe(words));
  }

  async function writeValue(hands: Hands, card: string, name: string, value: unknown): Promise<void> {
    const control = `Value of ${name}`;
    const isChosen = (await builder.detail().locator(`[data-entry="${card}"] vscode-single-select.value`).count()) > 0;
    if (isChosen) await hands.pick(control, String(value), card);
    else await hands.write(control, Array.isArray(value) ? value.join("\n") : String(value), card);
  }

  async function buildLimits(hands: Hands, { limits = [] }: Rules): Promise<void> {
    for (const [index, { counter, window, max }] of limits.entries()) {
      const name = `limit ${index + 1}`;
      const card = builder.detail().getByRole("group", { name, exact: true });
      await hands.press("Add a limit");
      await card.waitFor();
      const shown = (control: string) =>
        card.locator(control).evaluate((element) => ("value" in element ? element.value : undefined));
      if ((await shown("vscode-textfield.max")) !== String(max)) await hands.write(`Maximum of ${name}`, String(max));
      if ((await shown("vscode-single-select")) !== window) await hands.pick(`Window of ${name}`, window);
      if ((await shown(".counter vscode-textfield")) !== counter) await hands.write(`Counter of ${name}`, counter);
    }
  }
});
