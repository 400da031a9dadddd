import type {
  CancellationToken,
  Connection,
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from "vscode-languageserver";
import { grouped } from "../policy/words/plain/grouped";
import type { EditorOptions, FormattedPart } from "../service/actions/formatting";
import { longestFormatted } from "../service/actions/longestFormatted";
import type { Environment } from "../service/environment";
import type { Snapshot } from "../service/snapshot";
import type { About } from "./about";
import { reading } from "./late/late";
import { showWarning } from "./showMessage";

/** How long one text is worked on before other requests have their turn, in milliseconds. */
const longestSlice = 25;

/** Binds what lays out policies. */
export function bindFormatting(connection: Connection, about: About): void {
  const format = async (
    current: Snapshot,
    known: Environment,
    [options, part]: readonly [EditorOptions, FormattedPart],
    token: CancellationToken | undefined,
  ): Promise<TextEdit[]> => {
    if (current.document.text.length > longestFormatted)
      showWarning(
        connection,
        `The policy has more than ${grouped(longestFormatted)} characters and is not formatted. Split it.`,
      );
    const steps = await reading("formatSteps")(current, known, options, part);
    return (await inSlices(steps, token)) ?? [];
  };
  connection.onDocumentFormatting(
    about<DocumentFormattingParams, TextEdit[]>("textDocument/formatting", [], (current, known, { options }, token) =>
      format(current, known, [options, {}], token),
    ),
  );
  connection.onDocumentRangeFormatting(
    about<DocumentRangeFormattingParams, TextEdit[]>(
      "textDocument/rangeFormatting",
      [],
      (current, known, { options, range }, token) => {
        const part: FormattedPart = { range };
        return format(current, known, [options, part], token);
      },
    ),
  );
  connection.onDocumentOnTypeFormatting(
    about<DocumentOnTypeFormattingParams, TextEdit[]>(
      "textDocument/onTypeFormatting",
      [],
      (current, known, { options, position }) => reading("formatOnType")(current, known, options, position.line),
    ),
  );
}

/** The result of work that is done step by step, with other requests answered in between; undefined when it was cancelled. */
async function inSlices<Result>(
  steps: Generator<undefined, Result>,
  token: CancellationToken | undefined,
): Promise<Result | undefined> {
  for (;;) {
    const end = performance.now() + longestSlice;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (token?.isCancellationRequested === true) return undefined;
  }
}
