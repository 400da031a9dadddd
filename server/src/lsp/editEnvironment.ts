import type { Environment } from "../service/environment";

/** So long an edit goes by what was last looked up on the disk, in milliseconds: edits come faster than files change. */
const keptFor = 1_000;

/** The environment of documents that are being edited. */
export interface EditEnvironment {
  /** What is known of a document's surroundings, looked up less than a second ago. */
  of(uri: string): Promise<Environment>;
  /** Forgets all, since something has changed. */
  forget(): void;
}

/**
 * Keeps what `look` finds for the edits of the next second: looking through the folders takes longer than checking a small
 * policy. After that second it looks again, and tells of documents whose tools are others now.
 */
export function editEnvironment(
  look: (uri: string) => Promise<Environment>,
  changed: (uri: string) => void,
): EditEnvironment {
  let kept = new Map<string, Environment>();
  let used = new Map<string, Environment>();
  let timer: NodeJS.Timeout | undefined;
  const lookAgain = (): void => {
    const before = used;
    timer = undefined;
    kept = new Map();
    used = new Map();
    for (const [uri, { catalogue }] of before)
      void look(uri).then(
        (now) => now.catalogue === catalogue || changed(uri),
        () => {},
      );
  };
  return {
    async of(uri) {
      const known = kept.get(uri);
      if (known !== undefined) {
        used.set(uri, known);
        return { ...known, now: Date.now() };
      }
      const from = kept;
      const found = await look(uri);
      if (isOfAnyText(found) && from === kept) {
        kept.set(uri, found);
        timer ??= setTimeout(lookAgain, keptFor);
        timer.unref?.(); // A browser has no such method.
      }
      return found;
    },
    forget() {
      kept = new Map();
      used = new Map();
    },
  };
}

/** Whether the server was chosen without a look at the policy's text. */
function isOfAnyText({ server }: Environment): boolean {
  if (server === undefined || server.servers.length === 1) return true;
  return server.choice.kind === "chosen" && (server.choice.by === "configuration" || server.choice.by === "name");
}
