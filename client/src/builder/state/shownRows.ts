import type { BuilderRow } from "../../../../server/src/protocol/builder";

/** Which tools a person wants to see; "" stands for all. */
export interface Filters {
  readonly search: string;
  readonly category: string;
  readonly risk: string;
  /** A choice, "findings" or "differs". */
  readonly state: string;
  /** Only the tools that an agent's `tools/list` has. */
  readonly seen: boolean;
}

/** No filter at all. */
export const noFilters: Filters = { search: "", category: "", risk: "", state: "", seen: false };

/** A line of the list: the policy as a whole, a heading with its tools, or a tool. */
export type Line =
  | { readonly kind: "policy"; readonly key: string }
  | {
      readonly kind: "heading";
      readonly key: string;
      readonly category: string;
      readonly risk: string;
      readonly tools: readonly string[];
    }
  | { readonly kind: "tool"; readonly key: string; readonly row: BuilderRow };

/** The lines of the list: the riskiest categories first, each below a heading; in a category as the server lists them. */
export function shownLines(rows: readonly BuilderRow[], risks: readonly string[], filters: Filters): readonly Line[] {
  const groups = new Map<string, BuilderRow[]>();
  for (const row of rows.filter((each) => isShown(each, filters))) {
    const key = `${row.category} ${row.risk}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const ordered = [...groups].sort(([, [a]], [, [b]]) => risks.indexOf(a?.risk ?? "") - risks.indexOf(b?.risk ?? ""));
  return [
    { kind: "policy", key: "policy" },
    ...ordered.flatMap(([key, group]): Line[] => {
      const [first] = group;
      if (first === undefined) return [];
      const tools = group.map(({ name }) => name);
      return [
        { kind: "heading", key: `heading ${key}`, category: first.category, risk: first.risk, tools },
        ...group.map((row) => ({ kind: "tool", key: `tool ${row.name}`, row }) as const),
      ];
    }),
  ];
}

/** Whether a tool passes the filters: every word that is typed is in its name or its summary. */
function isShown(row: BuilderRow, { search, category, risk, state, seen }: Filters): boolean {
  if (category !== "" && row.category !== category) return false;
  if (risk !== "" && row.risk !== risk) return false;
  if (seen && row.state === "hidden") return false;
  if (
    state === "findings"
      ? row.findings === 0
      : state === "differs"
        ? !differs(row)
        : state !== "" && row.choice !== state
  )
    return false;
  const text = `${row.name} ${row.summary}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function differs({ recommended, standing }: BuilderRow): boolean {
  return recommended !== "" && standing !== "same";
}
