import type { ProjectConfig } from "./projectConfig";

/** The server that a configuration names for a policy. `inside` is the path from its folder, with slashes. */
export function configuredServer(inside: string, { servers }: ProjectConfig): string | undefined {
  return servers.find(({ matches }) => matches(inside))?.server;
}
