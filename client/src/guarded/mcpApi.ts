import * as vscode from "vscode";

/** A server that VS Code starts; a part of `vscode.McpStdioServerDefinition` (VS Code 1.101). */
export interface StdioServerDefinition {
  readonly label: string;
  command: string;
  args: string[];
  env: Record<string, string | number | null>;
  cwd?: vscode.Uri;
}

/** A part of `vscode.McpServerDefinitionProvider`. */
export interface ServerDefinitionProvider {
  readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
  provideMcpServerDefinitions(): StdioServerDefinition[];
  resolveMcpServerDefinition(server: StdioServerDefinition): Promise<StdioServerDefinition | undefined>;
}

/** What VS Code has for servers of extensions. */
export interface McpApi {
  register(id: string, provider: ServerDefinitionProvider): vscode.Disposable;
  define(label: string, command: string, args: string[], env: Record<string, string>): StdioServerDefinition;
}

type Newer = {
  readonly lm?: {
    readonly registerMcpServerDefinitionProvider?: (
      id: string,
      provider: ServerDefinitionProvider,
    ) => vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: string[],
    env: Record<string, string>,
  ) => StdioServerDefinition;
};

/** undefined in a VS Code before 1.101, and in products that have no agent. */
export function mcpApi(): McpApi | undefined {
  const { lm, McpStdioServerDefinition: Definition } = vscode as unknown as Newer;
  const register = lm?.registerMcpServerDefinitionProvider;
  if (register === undefined || Definition === undefined) return undefined;
  return {
    register: (id, provider) => register.call(lm, id, provider),
    define: (label, command, args, env) => new Definition(label, command, args, env),
  };
}
