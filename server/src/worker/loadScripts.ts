/** Files of a bundle by their paths, as CommonJS has them. */
export type Scripts = Readonly<
  Record<
    string,
    (module: { exports: object }, exports: object, require: (name: string) => object, file: string) => void
  >
>;

/**
 * Makes what loads one of the files: each runs once, when it is first asked for. `outside` gives the modules that are none of
 * the files.
 */
export function loadScripts(scripts: Scripts, outside: (name: string) => object): (file: string) => object {
  const loaded = new Map<string, { exports: object }>();
  const load = (file: string): object => {
    const before = loaded.get(file);
    if (before !== undefined) return before.exports;
    const script = scripts[file];
    if (script === undefined) throw new Error(`There is no ${file} in the bundle.`);
    const module = { exports: {} };
    loaded.set(file, module);
    const ask = (name: string): object =>
      name.startsWith(".") ? load(new URL(name, `file:///${file}`).pathname.slice(1)) : outside(name);
    script(module, module.exports, ask, file);
    return module.exports;
  };
  return load;
}
