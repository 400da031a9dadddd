type Reading = typeof import("./reading");
type Seldom = typeof import("./seldom");

type Late<Part, Name extends keyof Part> = Part[Name] extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Parameters) => Promise<Awaited<Result>>
  : never;

/** Once: bundled, an `import()` makes an object of all names each time, which would be a tenth of the work of an edit. */
const loadReading = once(() => import("./reading"));
const loadSeldom = once(() => import("./seldom"));

/**
 * A function of what is loaded when something is read: the build makes a file of its own of what these two ways lead to, so
 * that a server that starts reads only what its first diagnostics need. It is loaded without a turn of the event loop: what
 * was looked up before the call still holds.
 */
export function reading<Name extends keyof Reading>(name: Name): Late<Reading, Name> {
  return late(loadReading, name);
}

/** The same of what a person asks for now and then. */
export function seldom<Name extends keyof Seldom>(name: Name): Late<Seldom, Name> {
  return late(loadSeldom, name);
}

function once<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loaded: Promise<Part> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

function late<Part, Name extends keyof Part>(load: () => Promise<Part>, name: Name): Late<Part, Name> {
  const call = async (...parameters: readonly unknown[]): Promise<unknown> => {
    const found = (await load())[name];
    return typeof found === "function" ? found(...parameters) : undefined;
  };
  // The types of a function that is looked up by its name cannot be proven.
  return call as Late<Part, Name>;
}
