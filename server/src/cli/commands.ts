import type { Command } from "commander";

/**
 * Every command by its name, in the order of the help, and what loads it: a run takes the time and the memory of its own
 * command only. Each makes itself known to the program, and sets the exit code.
 */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["check", async () => (await import("./check")).checkCommand()],
  ["format", async () => (await import("./format")).formatCommand()],
  ["simulate", async () => (await import("./simulate")).simulateCommand()],
  ["test", async () => (await import("./testPolicies")).testCommand()],
  ["probe", async () => (await import("./probe")).probeCommand()],
  ["diff", async () => (await import("./diff")).diffCommand()],
  ["explain", async () => (await import("./explain")).explainCommand()],
  ["classify", async () => (await import("./classify")).classifyCommand()],
  ["replay", async () => (await import("./replay/replay")).replayCommand()],
  ["servers", async () => (await import("./servers/servers")).serversCommand()],
  ["import", async () => (await import("./servers/importTools")).importCommand()],
  ["drift", async () => (await import("./servers/drift")).driftCommand()],
  ["stack", async () => (await import("./servers/stackCommand")).stackCommand()],
  ["point", async () => (await import("./servers/point")).pointCommand()],
  ["suggest", async () => (await import("./servers/suggest")).suggestCommand()],
  ["mcp", async () => (await import("./assistant")).assistantCommand()],
  ["gateway", async () => (await import("./gateway")).gatewayCommand()],
  ["schema", async () => (await import("./schema")).schemaCommand()],
]);
