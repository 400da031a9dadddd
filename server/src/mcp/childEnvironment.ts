/**
 * What a program gets of this process's environment without being asked for by name: where it finds programs, its home and
 * temporary files. The official SDK's stdio client gives the same. Anything else may be a secret that is none of its business.
 */
const shared: readonly string[] =
  process.platform === "win32"
    ? [
        "APPDATA",
        "COMSPEC",
        "HOMEDRIVE",
        "HOMEPATH",
        "LOCALAPPDATA",
        "PATH",
        "PATHEXT",
        "PROCESSOR_ARCHITECTURE",
        "PROGRAMFILES",
        "SYSTEMDRIVE",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "USERNAME",
        "USERPROFILE",
      ]
    : ["HOME", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "USER"];

/** The environment of a child: the variables that every program needs, and those that are `given`, which count more. */
export function childEnvironment(given: Readonly<Record<string, string>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of shared) {
    const value = process.env[name];
    // An exported function of a shell is code.
    if (value !== undefined && !value.startsWith("()")) environment[name] = value;
  }
  return Object.assign(environment, given);
}
