import { expect, test } from "vitest";
import { offerAt, shop } from "./completionFixture";

/** A policy of so many tools of ours that they are kept in several groups, with some of the shop between them. */
function policy(
  count: number,
  at: number,
  typed: string,
  ...shopTools: readonly (readonly [number, string])[]
): string {
  const names = Array.from(
    { length: count },
    (_, index) => shopTools.find(([place]) => place === index)?.[1] ?? `own_${index}`,
  );
  const members = names.map((name, index) => `${index === at ? `"${typed}"` : `"${name}"`}: {}`);
  return `{ "version": "1", "default": "deny", "tools": {\n${members.join(",\n")}\n} }`;
}

const labels = (marked: string) => new Set(offerAt(marked, shop).items.map(({ label }) => label));

test("tools that are listed anywhere in a long policy are not offered again", () => {
  const offered = labels(policy(900, 450, "x|", [3, "run_job"], [451, "pay_out"], [899, "list_jobs"]));
  for (const name of ["run_job", "pay_out", "list_jobs"]) expect(offered).not.toContain(name);
  expect(offered).toContain("find_orders");
});

test("the one whose name is typed is, unless it is listed a second time", () => {
  expect(labels(policy(900, 450, "run_jo|b"))).toContain("run_job");
  expect(labels(policy(900, 450, "run_jo|b", [449, "run_job"]))).not.toContain("run_job");
  expect(labels(policy(900, 450, "run_jo|b", [3, "run_job"]))).not.toContain("run_job");
});

test("tools of a group that another tool is of come first, and the typed one counts for none", () => {
  const sortOf = (marked: string) =>
    offerAt(marked, shop).items.find(({ label }) => label === "list_jobs")?.sortText?.[0];
  expect(sortOf(policy(900, 450, "x|", [3, "run_job"]))).toBe("1");
  expect(sortOf(policy(900, 450, "run_jo|b"))).toBe("2");
});
