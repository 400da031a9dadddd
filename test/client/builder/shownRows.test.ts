import { describe, expect, test } from "vitest";
import { noFilters, shownLines } from "../../../client/src/builder/state/shownRows";
import { lineHeight, visibleWindow } from "../../../client/src/builder/state/visibleWindow";
import type { BuilderRow } from "../../../server/src/protocol/builder";

const risks = ["Unknown", "Critical", "High", "Medium", "Low"];

function row(name: string, facts: Partial<BuilderRow> = {}): BuilderRow {
  return {
    name,
    summary: "",
    category: "Read",
    risk: "Low",
    known: true,
    choice: "default",
    state: "denied",
    stateInShort: "denied",
    recommended: "allow",
    standing: "no rule",
    findings: 0,
    worst: null,
    ...facts,
  };
}

const rows = [
  row("read_mail", { summary: "Reads messages" }),
  row("delete_mail", {
    category: "Destructive",
    risk: "Critical",
    choice: "hide",
    state: "hidden",
    standing: "same",
  }),
  row("send_mail", { category: "Write", risk: "Medium", findings: 1 }),
  row("read_file"),
];

const shown = (filters: Partial<typeof noFilters>) =>
  shownLines(rows, risks, { ...noFilters, ...filters }).map((line) =>
    line.kind === "tool" ? line.row.name : line.key,
  );

describe("the list", () => {
  test("has the policy first, then categories by risk, each with its tools in the server's order", () => {
    expect(shown({})).toEqual([
      "policy",
      "heading Destructive Critical",
      "delete_mail",
      "heading Write Medium",
      "send_mail",
      "heading Read Low",
      "read_mail",
      "read_file",
    ]);
  });

  test("is filtered by words of name and description, category, risk, rule, findings, and what an agent sees", () => {
    const tools = (filters: Partial<typeof noFilters>) => shown(filters).filter((name) => /^[a-z]+_/.test(name));
    expect(tools({ search: "MAIL read" })).toEqual(["read_mail"]);
    expect(tools({ search: "messages" })).toEqual(["read_mail"]);
    expect(tools({ category: "Write" })).toEqual(["send_mail"]);
    expect(tools({ risk: "Critical" })).toEqual(["delete_mail"]);
    expect(tools({ state: "hide" })).toEqual(["delete_mail"]);
    expect(tools({ state: "findings" })).toEqual(["send_mail"]);
    expect(tools({ state: "differs" })).toEqual(["send_mail", "read_mail", "read_file"]);
    expect(tools({ seen: true })).not.toContain("delete_mail");
  });
});

describe("the lines that are drawn", () => {
  test("are as many for ten thousand as for a thousand, wherever the list is scrolled to", () => {
    for (const total of [1_000, 10_000])
      for (const scrolled of [0, 5_000, total * lineHeight]) {
        const { from, to, above, below } = visibleWindow(scrolled, 600, lineHeight, total);
        expect(to - from).toBeLessThan(45);
        expect(above + below + (to - from) * lineHeight).toBe(total * lineHeight);
      }
  });

  test("are all of a short list", () => {
    expect(visibleWindow(0, 600, lineHeight, 5)).toEqual({ from: 0, to: 5, above: 0, below: 0 });
  });
});
