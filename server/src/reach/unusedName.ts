/** A name for all the tools that none of some policies names. */
export function unusedName(named: ReadonlySet<string>): string {
  for (let count = 0; ; count++) {
    const name = count === 0 ? "any_other_tool" : `any_other_tool_${count}`;
    if (!named.has(name)) return name;
  }
}
