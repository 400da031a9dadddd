import { writeFileSync } from "node:fs";
import { test } from "vitest";
import { describeMachine, load } from "../machine";
import { measureOpenings } from "./openings";
import { openingsReport } from "./report";

test("openings in VS Code", async () => {
  const before = load();
  const results = await measureOpenings();
  const text = openingsReport(results, describeMachine(), {
    date: new Date().toISOString().slice(0, 10),
    load: `${before} before, ${load()} after`,
  });
  writeFileSync("docs/BENCHMARKS-vscode.md", text);
  console.log(text);
});
