import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { BuilderPage } from "./builderPage";
import type { Workbench } from "./workbench";

/** How a person works the builder: with the mouse, or without it. A control is named as a screen reader names it. */
export interface Hands {
  /** Hides all tools that destroy data, which is what is recommended for them. */
  hideWhatDestroys(): Promise<void>;
  /** Chooses the rule of a tool in the list. */
  choose(tool: string, choice: "Allow" | "Deny" | "Hide"): Promise<void>;
  /** Opens the rules of a tool, or of the policy as a whole. */
  open(tool: string | null): Promise<void>;
  /** Presses a button. */
  press(button: string): Promise<void>;
  /** Takes an option of a list. `card` is the part that it is in: "require 0". */
  pick(control: string, option: string, card?: string): Promise<void>;
  /** Writes lines into a box. */
  write(control: string, text: string, card?: string): Promise<void>;
}

/** A hand on the mouse; the keyboard only writes into boxes. */
export function withMouse(builder: BuilderPage): Hands {
  const { frame, line, detail } = builder;
  const search = async (tool: string) => {
    await frame().locator("#search input").click();
    await frame().locator("#search input").fill(tool);
    await line(tool).waitFor();
  };
  const within = (card?: string) => (card === undefined ? detail() : detail().locator(`[data-entry="${card}"]`));
  return {
    async hideWhatDestroys() {
      await frame().locator(".line.heading", { hasText: "Destructive" }).getByRole("button").click();
    },
    async choose(tool, choice) {
      await search(tool);
      await line(tool).getByRole("button", { name: choice, exact: true }).click();
      await builder.isChosen(tool, choice);
    },
    async open(tool) {
      if (tool !== null) await search(tool);
      const target = tool === null ? frame().locator(".line.policy") : line(tool).locator(".tool-name");
      await target.click();
      await detail()
        .locator("h2", { hasText: tool ?? "Whole policy" })
        .waitFor();
    },
    press: (button) => builder.button(button).click(),
    async pick(control, option, card) {
      const list = within(card).getByRole("combobox", { name: control, exact: true });
      await list.click();
      await list.locator("xpath=..").getByRole("option", { name: option, exact: true }).click();
    },
    async write(control, text, card) {
      const box = boxNamed(within(card), control);
      await box.click();
      await box.fill(text);
      await detail().locator("h2").click();
    },
  };
}

/** No hand on the mouse. */
export function withKeyboard(builder: BuilderPage, { page: { keyboard } }: Workbench): Hands {
  const { frame, detail } = builder;
  /** Leaves the rules, if the keyboard is there. */
  const toList = async () => {
    if ((await frame().locator("#list:focus").count()) === 0) await builder.backToList();
  };
  return {
    async hideWhatDestroys() {
      await keyboard.press("Home");
      const heading = frame().locator(".line.heading.active", { hasText: "Destructive" });
      for (let step = 0; step < 250 && (await heading.count()) === 0; step++) await keyboard.press("ArrowDown");
      await heading.waitFor();
      await keyboard.press("r");
    },
    async choose(tool, choice) {
      await toList();
      await builder.goTo(tool);
      await keyboard.press(choice.charAt(0).toLowerCase());
      await builder.isChosen(tool, choice);
    },
    async open(tool) {
      await toList();
      if (tool === null) {
        await keyboard.press("Home");
        await detail().locator("h2", { hasText: "Whole policy" }).waitFor();
      } else await builder.goTo(tool);
      await builder.openRules();
    },
    async press(button) {
      await builder.tabTo(button);
      await keyboard.press("Enter");
    },
    async pick(control, option, card) {
      await builder.tabTo(control, card);
      await keyboard.press("ArrowDown");
      const active = frame().locator("vscode-single-select:focus li.active");
      const words = async () => (await active.getAttribute("aria-label")) ?? (await active.innerText()).trim();
      for (const key of ["ArrowDown", "ArrowUp"]) {
        for (let before = ""; ; ) {
          const now = await words();
          if (now === option || now === before) break;
          before = now;
          await keyboard.press(key);
        }
        if ((await words()) === option) break;
      }
      expect(await words()).toBe(option);
      await keyboard.press("Enter");
    },
    async write(control, text, card) {
      await builder.tabTo(control, card);
      // In a box of many lines Enter is one more line.
      const hasLines = (await frame().locator("vscode-textarea:focus").count()) > 0;
      await keyboard.press("Control+A");
      await keyboard.type(text);
      await keyboard.press(hasLines ? "Tab" : "Enter");
    },
  };
}

function boxNamed(part: Locator, name: string): Locator {
  return part.getByLabel(name, { exact: true }).and(part.locator("input, textarea"));
}
