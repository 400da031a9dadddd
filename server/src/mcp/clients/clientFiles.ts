import { type Dialect, dialects } from "./dialect";

/** A file in which a client keeps its servers. */
export interface ClientFile {
  /** A short name for programs, such as "claude-code". */
  readonly client: string;
  /** The client's name for people. */
  readonly label: string;
  /** Whether it belongs to the workspace, and so is untrusted, or to the person. */
  readonly place: "workspace" | "user";
  /** From the workspace or the home folder; `{config}`, `{code}`, `{desktop}` and `{managed}` are folders of the system. A last `*` is any file. */
  readonly path: string;
  readonly format: "json" | "toml" | "yaml";
  /** The way to the map, or the list, of servers. The second one counts where the first leads nowhere. */
  readonly keys: readonly (readonly string[])[];
  readonly dialect: Dialect;
  /** What the client does not accept in JSON: it then ignores the whole file. */
  readonly refuses?: readonly ("comments" | "trailing commas")[];
}

type Row = readonly [
  client: string,
  label: string,
  place: "workspace" | "user",
  path: string,
  keys: string,
  dialect: Dialect,
  more?: Partial<ClientFile>,
];

const { common, vscode, claude, cursor, windsurf, codex, gemini, opencode, kiro, goose, warp } = dialects;
const strict = { refuses: ["comments", "trailing commas"] } as const;
const toml = { format: "toml" } as const;
const yaml = { format: "yaml" } as const;
const noTrailingComma = { refuses: ["trailing commas"] } as const;
const codeStorage = "{code}/globalStorage";

/** In the order in which they are looked at: the workspace first. */
const rows: readonly Row[] = [
  ["vscode", "VS Code", "workspace", ".vscode/mcp.json", "servers", vscode],
  ["vscode", "VS Code", "workspace", ".vscode/settings.json", "mcp.servers", vscode],
  ["vscode", "VS Code", "workspace", ".devcontainer/devcontainer.json", "customizations.vscode.mcp.servers", vscode],
  ["vscode", "VS Code", "user", "{code}/mcp.json", "servers", vscode],
  ["vscode", "VS Code", "user", "{code}/settings.json", "mcp.servers", vscode],
  ["claude-code", "Claude Code", "workspace", ".mcp.json", "mcpServers", claude, strict],
  ["claude-code", "Claude Code", "user", ".claude.json", "mcpServers", claude, strict],
  ["claude-code", "Claude Code", "user", "{managed}/managed-mcp.json", "mcpServers", claude, strict],
  ["claude-desktop", "Claude Desktop", "user", "{desktop}/claude_desktop_config.json", "mcpServers", common],
  ["cursor", "Cursor", "workspace", ".cursor/mcp.json", "mcpServers", cursor],
  ["cursor", "Cursor", "user", ".cursor/mcp.json", "mcpServers", cursor],
  ["windsurf", "Windsurf", "user", ".codeium/windsurf/mcp_config.json", "mcpServers", windsurf],
  ["zed", "Zed", "workspace", ".zed/settings.json", "context_servers", common],
  ["zed", "Zed", "user", "{config}/zed/settings.json", "context_servers", common],
  ["codex", "Codex", "workspace", ".codex/config.toml", "mcp_servers", codex, toml],
  ["codex", "Codex", "user", ".codex/config.toml", "mcp_servers", codex, toml],
  ["gemini", "Gemini CLI", "workspace", ".gemini/settings.json", "mcpServers", gemini, noTrailingComma],
  ["gemini", "Gemini CLI", "user", ".gemini/settings.json", "mcpServers", gemini, noTrailingComma],
  ["opencode", "opencode", "workspace", "opencode.json", "mcp", opencode],
  ["opencode", "opencode", "workspace", "opencode.jsonc", "mcp", opencode],
  ["opencode", "opencode", "user", "{config}/opencode/opencode.json", "mcp", opencode],
  ["opencode", "opencode", "user", "{config}/opencode/opencode.jsonc", "mcp", opencode],
  ["copilot", "Copilot CLI", "workspace", ".github/mcp.json", "mcpServers", common],
  ["copilot", "Copilot CLI", "user", ".copilot/mcp-config.json", "mcpServers", common],
  [
    "cline",
    "Cline",
    "user",
    `${codeStorage}/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`,
    "mcpServers",
    common,
  ],
  ["roo", "Roo", "workspace", ".roo/mcp.json", "mcpServers", cursor],
  ["roo", "Roo", "user", `${codeStorage}/rooveterinaryinc.roo-cline/settings/mcp_settings.json`, "mcpServers", cursor],
  ["continue", "Continue", "workspace", ".continue/mcpServers/*", "mcpServers", common, yaml],
  ["continue", "Continue", "user", ".continue/config.yaml", "mcpServers", common, yaml],
  ["kiro", "Kiro", "workspace", ".kiro/settings/mcp.json", "mcpServers", kiro],
  ["kiro", "Kiro", "user", ".kiro/settings/mcp.json", "mcpServers", kiro],
  ["goose", "goose", "user", "{config}/goose/config.yaml", "extensions", goose, yaml],
  ["warp", "Warp", "workspace", ".warp/.mcp.json", "mcpServers|", warp],
  ["warp", "Warp", "user", ".warp/.mcp.json", "mcpServers|", warp],
  ["lm-studio", "LM Studio", "user", ".lmstudio/mcp.json", "mcpServers", common],
];

/** Every file that may have servers. */
export const clientFiles: readonly ClientFile[] = rows.map(([client, label, place, path, keys, dialect, more]) => ({
  client,
  label,
  place,
  path,
  format: "json",
  keys: keys.split("|").map((way) => (way === "" ? [] : way.split("."))),
  dialect,
  ...more,
}));
