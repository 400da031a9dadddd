import { reasonOf } from "../../policy/words/plain/reasonOf";

/**
 * So many files are asked about at once. They are read one after the other all the same; but the next one waits already
 * when one is done, so that nothing that is done by the way comes between two files of a search.
 */
const atOnce = 16;

/** What was answered about files, in their order, and why some have no answer. */
export interface Answered<Answer> {
  readonly answers: readonly Answer[];
  readonly left: readonly string[];
}

/** Asks about each file, until nobody wants to know more. A failure is that file's alone. */
export async function askAbout<Answer>(
  uris: readonly string[],
  ask: (uri: string) => Promise<Answer>,
  isEnough: (answer?: Answer) => boolean,
): Promise<Answered<Answer>> {
  const results: PromiseSettledResult<Answer>[] = [];
  let next = 0;
  let isDone = isEnough();
  const askOn = async (): Promise<void> => {
    while (!isDone && next < uris.length) {
      const at = next;
      next += 1;
      const [result] = await Promise.allSettled([ask(uris[at] ?? "")]);
      results[at] = result;
      isDone ||= isEnough(result.status === "fulfilled" ? result.value : undefined);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askOn));
  return {
    answers: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    left: results.flatMap((result) => (result.status === "rejected" ? [reasonOf(result.reason)] : [])),
  };
}
