/** What a workflow of GitHub shows at a file, from 1; without a line it is at the file as a whole. */
export interface Annotation {
  readonly kind: "error" | "warning" | "notice";
  readonly file: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
  readonly title: string;
  readonly message: string;
}

/** The command of a workflow that makes an annotation, with the end of its line. */
export function workflowCommand({ kind, message, ...where }: Annotation): string {
  const { line, endLine, column, endColumn, title } = where;
  const properties = { file: where.file, line, endLine, col: column, endColumn, title };
  const written = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${kind} ${written.join(",")}::${data(message)}\n`;
}

/** The log of a workflow is a terminal, too: of control characters it gets line ends alone, and those are escaped. */
function data(text: string): string {
  const plain = text.replace(/(?![\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
  return plain.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
