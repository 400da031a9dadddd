import { expect, test } from "vitest";
import { notificationText } from "../../../../server/src/policy/words/plain/notificationText";

/** What VS Code 1.139 takes for a link in a message (vs/base/common/linkedText). The UI tests ask VS Code itself. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

test.each([
  "[click](command:workbench.action.closeWindow)",
  "[[a](command:x)]",
  '[click](https://x.example "title")',
  "[a](file:///etc/passwd) and [b](command:y)",
  "[a\n](command:x)",
  `${"x".repeat(300)}[a](command:x)${"y".repeat(300)}`,
])("nothing in %j becomes a link, and it reads the same", (name) => {
  expect(link.test(name)).toBe(true);
  const shown = notificationText(`"${name}" cannot be opened.`);
  expect(link.test(shown)).toBe(false);
  if (name.length < 100)
    expect(shown.replaceAll("\u2060", "")).toBe(`"${name.replace("\n", "\\n")}" cannot be opened.`);
});

test("what cannot be seen is written out", () => {
  expect(notificationText("\u202egnp.exe\u0007 cannot be opened.")).toBe("\\u202egnp.exe\\u0007 cannot be opened.");
});

test("a long name loses its middle, and no half of a character is left", () => {
  const shown = notificationText(`${"😀".repeat(1_000)}x could not be read.`);
  expect(shown.length).toBeLessThanOrEqual(500);
  expect(shown).toMatch(/^(😀)+…(😀)+x could not be read\.$/u);
});

test("a message of a megabyte is cut before anything else", () => {
  expect(notificationText("](".repeat(500_000)).length).toBeLessThan(1_000);
});
