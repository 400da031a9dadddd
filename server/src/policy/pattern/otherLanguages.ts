/** A pattern that was written for something else than Go's regular expressions. */
export interface Translated {
  readonly language: string;
  /** What its signs mean to Go, for the end of a sentence. */
  readonly fact: string;
  /** The same as Go writes it. */
  readonly source: string;
}

/** What a pattern of another language is in Go's; undefined when it is none that can be told. */
export function translated(source: string): Translated | undefined {
  return javaScript(source) ?? sql(source) ?? folder(source);
}

function javaScript(source: string): Translated | undefined {
  const [, inner, flags] = /^\/(.+)\/([gimsuy]+)$/s.exec(source) ?? [];
  // A path may end in a folder of one letter.
  if (inner === undefined || flags === undefined || (inner.includes("/") && !/[\\^$*+?()|[\]]/.test(inner)))
    return undefined;
  const kept = [...new Set(flags)].filter((flag) => "ims".includes(flag)).join("");
  const fact = "the slashes and the letters after them are characters";
  return { language: "JavaScript", fact, source: `${kept === "" ? "" : `(?${kept})`}${inner.replaceAll("\\/", "/")}` };
}

function sql(source: string): Translated | undefined {
  const [, before, inner, after] = /^(%?)([\w .@-]+)(%?)$/.exec(source) ?? [];
  if (inner === undefined || (before === "" && after === "")) return undefined;
  const text = inner.replaceAll(".", "\\.");
  const fact = "a percent sign is a character";
  return { language: "SQL", fact, source: `${before === "" ? "^" : ""}${text}${after === "" ? "$" : ""}` };
}

function folder(source: string): Translated | undefined {
  const [, path] = /^\^?((?:[\w.-]+|\/)(?:[\w./-]*)\/)\*\$?$/.exec(source) ?? [];
  if (path === undefined) return undefined;
  const fact = "/* is any number of slashes";
  return { language: "file names", fact, source: `^${path.replaceAll(".", "\\.")}[^/]*$` };
}
