/**
 * Reads VS Code's command line, as @vscode/test-electron writes it.
 *
 * @param {string[]} words
 * @returns {{ targets: string[], options: Map<string, string[]> }} `targets` are the folders to open; an option without
 *   a value has the value "".
 */
export function parseCommandLine(words) {
  const targets = [];
  const options = new Map();
  for (const word of words) {
    const option = /^--([^=]+)(?:=(.*))?$/s.exec(word);
    if (!option) {
      targets.push(word);
      continue;
    }
    const [, name, value = ""] = option;
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { targets, options };
}
