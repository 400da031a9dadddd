/** Tables of the documents that keep what was measured. */
import { isMet, type JudgedGoal } from "./goal";
import { median, p95 } from "./statistics";

/** The cells of a line. */
export type Row = readonly string[];

/** Each goal with what was measured. */
export function goalsTable(goals: readonly JudgedGoal[]): string {
  return table(
    ["Goal", "Measured", "Target", ""],
    goals.map((goal) => [
      goal.goal,
      `${goal.measured === undefined ? "not measured: see below" : quantity(goal.measured, goal.unit)}${goal.remark && `, ${goal.remark}`}`,
      `${goal.wants} ${quantity(goal.target, goal.unit)}`,
      isMet(goal) ? "met" : "**MISSED**",
    ]),
  );
}

/** Why goals are missed, by their ids. */
export function missed(goals: readonly JudgedGoal[], reasons: Readonly<Record<string, string>>): string[] {
  const lines = goals
    .filter((goal) => !isMet(goal))
    .map(({ id, goal }) => `- Missed: ${goal}. ${reasons[id] ?? "The reason is not known yet."}`);
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** A table in Markdown, with its columns aligned. */
export function table(header: Row, rows: readonly Row[]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(header), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** The median, and the 95th percentile of three samples or more. */
export function summary(samples: readonly number[], overdue: string | undefined): string {
  const middle = median(samples);
  if (middle === undefined) return overdue ?? "";
  const slow = p95(samples);
  return samples.length < 3 || slow === undefined ? digits(middle) : `${digits(middle)} (${digits(slow)})`;
}

function quantity(value: number, unit: JudgedGoal["unit"]): string {
  return unit === "×" ? times(value) : `${digits(value)} ${unit}`;
}

/** A ratio. */
export function times(value: number | undefined): string {
  return value === undefined ? "" : `${digits(value)}×`;
}

/** Three digits that mean something. */
export function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}
