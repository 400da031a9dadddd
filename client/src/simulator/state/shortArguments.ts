/** A row shows one line of them; what is more is cut. */
const longest = 160;

/** The arguments of a call in one line, as a person tells calls apart: `command: "ls", port: 22`; "" when there are none. */
export function shortArguments(args: unknown): string {
  const isNamed = typeof args === "object" && args !== null && !Array.isArray(args);
  const writer = { text: "" };
  if (args !== undefined) write(args, writer, isNamed);
  return writer.text.length > longest ? `${writer.text.slice(0, longest - 1).toWellFormed()}…` : writer.text;
}

/** Stops as soon as there is more than is shown: arguments can be a megabyte. */
function write(value: unknown, writer: { text: string }, isOutermost = false): void {
  if (writer.text.length > longest) return;
  if (typeof value === "string") writer.text += JSON.stringify(value.slice(0, longest));
  else if (typeof value !== "object" || value === null) writer.text += String(value);
  else {
    const isList = Array.isArray(value);
    if (!isOutermost) writer.text += isList ? "[" : "{";
    let isFirst = true;
    for (const name in value) {
      if (writer.text.length > longest) return;
      if (!Object.hasOwn(value, name)) continue;
      writer.text += `${isFirst ? "" : ", "}${isList ? "" : `${name.slice(0, longest)}: `}`;
      write((value as Record<string, unknown>)[name], writer);
      isFirst = false;
    }
    if (!isOutermost) writer.text += isList ? "]" : "}";
  }
}
