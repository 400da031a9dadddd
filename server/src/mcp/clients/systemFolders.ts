import { join } from "node:path";

/** What the folders of a system hang on; a test makes it up. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The path of a client's file of a person: `{code}` and the like are folders that each system has elsewhere. */
export function userPath(path: string, { platform, home, env }: System): string {
  const roaming = env.APPDATA ?? join(home, "AppData", "Roaming");
  const application = join(home, "Library", "Application Support");
  const config = env.XDG_CONFIG_HOME ?? join(home, ".config");
  const by = (mac: string, windows: string, other: string): string =>
    platform === "darwin" ? mac : platform === "win32" ? windows : other;
  const folders: Readonly<Record<string, string>> = {
    config: platform === "win32" ? roaming : config,
    code: join(by(application, roaming, config), "Code", "User"),
    desktop: join(by(application, roaming, config), "Claude"),
    managed: by("/Library/Application Support/ClaudeCode", "C:\\Program Files\\ClaudeCode", "/etc/claude-code"),
  };
  const [, name = "", rest = ""] = /^\{(\w+)\}\/(.*)$/.exec(path) ?? [];
  const folder = folders[name];
  return folder === undefined ? join(home, path) : join(folder, rest);
}
