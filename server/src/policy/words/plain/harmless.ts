/** How the receiver reads a text. */
export type OutputKind =
  /** Lines for people and programs; `asJson` and the formats have kept their meaning. */
  | "text"
  /** Lines that are commands of a GitHub workflow, on purpose. */
  | "workflow"
  /** The text of a policy, which is not ours to change. */
  | "document";

/** Our own marks of colour, which only `painter` makes; and what is not seen, or turns the direction. */
const invisible = /(\p{Cc}\[\d+(?:;\d+)*m)|(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The sign that each of those marks begins with. */
const escapeSign = String.fromCharCode(27);

/** The commands of a workflow that `workflowCommand` writes. */
const ownCommand = /^::(?:error|warning|notice) /;

/**
 * A text that no terminal and no CI server obeys, whatever names of files, tools and tests it has. Control characters,
 * invisible ones and those that turn the direction are left out, line by line; and words that a server would take for
 * its commands get a space: `##vso[` and `##[` (Azure Pipelines, GitHub), `##teamcity[`, and `::` at the start of a line.
 */
export function harmless(text: string, kind: OutputKind, isColoured: boolean): string {
  if (kind === "document") return text;
  return text
    .split("\n")
    .map((line) => {
      const plain = line.replace(invisible, (_, mark: string | undefined) =>
        isColoured && mark?.startsWith(escapeSign) ? mark : "",
      );
      const broken = plain.replace(/##(?=[\w.-]*\[)/g, "# #");
      return kind === "workflow" && ownCommand.test(broken) ? broken : broken.replace(/^(\s*):(?=:)/, "$1: ");
    })
    .join("\n");
}
