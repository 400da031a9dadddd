import type { FrameLocator, Locator } from "playwright-core";
import { expect } from "vitest";
import { eventually, type Workbench } from "./workbench";

/** The policy builder as a person sees and uses it. */
export interface BuilderPage {
  frame(): FrameLocator;
  /** The list of tools. */
  list(): Locator;
  /** The line of a tool, while it is drawn. */
  line(tool: string): Locator;
  /** The rules of the chosen tool. */
  detail(): Locator;
  /** A button among the rules. */
  button(name: string): Locator;
  /** Opens the builder on a policy; the keyboard is in the list. */
  open(file: string): Promise<void>;
  isChosen(tool: string, choice: string): Promise<void>;
  /** The text on the disk once the document is saved. */
  saved(file: string, expected: string): Promise<void>;
  /** Searches a tool by keyboard, and puts the keyboard on its line. */
  goTo(tool: string): Promise<void>;
  /** From the list, puts the keyboard among the rules of the line. */
  openRules(): Promise<void>;
  /** Puts the keyboard back into the list. */
  backToList(): Promise<void>;
  /** Presses Tab, or Shift+Tab, until a control among the rules has the focus. `card` is the part that it is in: "require 0". */
  tabTo(name: string, card?: string): Promise<void>;
  /** Replaces the text of the box that has the focus, and is done with it. */
  typeOver(text: string): Promise<void>;
}

/** The builder in a workbench. */
export function builderPage(workbench: Workbench): BuilderPage {
  const { keyboard } = workbench.page;
  const frame = () => workbench.simulator();
  const list = () => frame().locator("#list");
  const line = (tool: string) => frame().locator(`.line[data-tool="${tool}"]`);
  const detail = () => frame().locator("#detail");
  /** Where a control is from the one that has the focus: "here", "before" or "after"; "nowhere" while it is not drawn. */
  const whereIs = (name: string, card = "") =>
    frame()
      .locator("body")
      .evaluate(
        ({ ownerDocument }, [wanted, part]) => {
          const place = part === "" ? "" : `[data-entry="${part}"] `;
          const controls = `:is(button, vscode-single-select, vscode-textfield, vscode-textarea)`;
          const target = [...ownerDocument.querySelectorAll(`#detail ${place}${controls}`)].find((element) => {
            const label = "label" in element ? String(element.label) : undefined;
            return (element.getAttribute("aria-label") ?? label ?? element.textContent?.trim()) === wanted;
          });
          const { activeElement } = ownerDocument;
          if (target === undefined || activeElement === null) return "nowhere";
          if (target === activeElement) return "here";
          return (target.compareDocumentPosition(activeElement) & target.DOCUMENT_POSITION_FOLLOWING) > 0
            ? "before"
            : "after";
        },
        [name, card],
      );
  return {
    frame,
    list,
    line,
    detail,
    button: (name) => detail().getByRole("button", { name, exact: true }),
    async open(file) {
      await workbench.open(file);
      await workbench.run("MCP Policy: Open Policy Builder");
      await frame().locator("#list:focus").waitFor();
    },
    isChosen: (tool, choice) =>
      eventually(async () => expect(await line(tool).locator(".choice[aria-pressed=true]").innerText()).toBe(choice)),
    saved: (file, expected) =>
      eventually(async () => {
        await workbench.save();
        expect(workbench.readFile(file)).toBe(expected);
      }),
    async goTo(tool) {
      await keyboard.press("/");
      await frame().locator("#search:focus").waitFor();
      await keyboard.press("Control+A");
      await keyboard.type(tool);
      await eventually(async () => expect(await frame().locator("#search input").inputValue()).toBe(tool));
      await line(tool).waitFor();
      await keyboard.press("Enter");
      await frame().locator("#list:focus").waitFor();
      await keyboard.press("Home");
      const active = frame().locator(`.line.active[data-tool="${tool}"]`);
      for (let step = 0; step < 20 && (await active.count()) === 0; step++) {
        const before = await list().getAttribute("aria-activedescendant");
        await keyboard.press("ArrowDown");
        await eventually(async () => expect(await list().getAttribute("aria-activedescendant")).not.toBe(before));
      }
      await active.waitFor();
      await detail().locator("h2", { hasText: tool }).waitFor();
    },
    async openRules() {
      await keyboard.press("Enter");
      await frame().locator("#detail h2:focus").waitFor();
    },
    async backToList() {
      await frame().locator("body").press("Escape");
      await frame().locator("#list:focus").waitFor();
    },
    async tabTo(name, card) {
      await eventually(async () => expect(await whereIs(name, card)).not.toBe("nowhere"));
      for (let step = 0; step < 80; step++) {
        const where = await whereIs(name, card);
        if (where === "here") return;
        await keyboard.press(where === "before" ? "Shift+Tab" : "Tab");
      }
      throw new Error(`Tab does not come to ${name}.`);
    },
    async typeOver(text) {
      await keyboard.press("Control+A");
      await keyboard.type(text);
      await keyboard.press("Enter");
    },
  };
}
