/** `initializationOptions` of our own client; other editors leave them out. */
export interface InitializationOptions {
  /** Whether the editor runs the commands of our VS Code extension, so that lenses and hovers may offer them. */
  readonly clientCommands?: boolean;
  /** Whether the editor validates test files by our JSON schema, so that the server need not say the same. */
  readonly jsonSchemas?: boolean;
  /** Address of the folder that holds the rules' pages, with a slash at its end: diagnostics then link to them. */
  readonly rulePages?: string;
}
