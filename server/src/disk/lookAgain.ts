/** Milliseconds after which files are looked for again, as long as none have come. */
const pauses = [300, 1_000, 3_000];

/**
 * Makes a function that looks for files again, and again after longer pauses until nothing new has come. A tree that is
 * copied or checked out takes its time, and editors tell of its folders before the files are there, or of no file at all.
 * Client and server share it.
 */
export function lookAgain(look: () => Promise<boolean>): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = (step: number): void => {
    clearTimeout(timer);
    const pause = pauses[step];
    if (pause === undefined) return;
    timer = setTimeout(() => {
      look().then(
        (hasNew) => wait(hasNew ? 0 : step + 1),
        () => {},
      );
    }, pause);
    timer.unref?.(); // A browser has no such method.
  };
  return () => wait(0);
}
