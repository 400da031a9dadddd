/** The tests of test/extension in the extension host of a browser. They run once, all together; what became of each is listed here. */
import { describe, it } from "vitest";
import { runInBrowser } from "./extensionTests/runInBrowser";

const outcomes = await runInBrowser();

describe("in the extension host of a browser", () => {
  for (const outcome of outcomes)
    it.skipIf(outcome.kind === "left out")(outcome.title, () => {
      if (outcome.kind === "failed") throw new Error(outcome.text);
    });
});
