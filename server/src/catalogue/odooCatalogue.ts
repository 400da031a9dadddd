import { readCatalogue, type ToolCatalogue } from "./catalogue";

let loaded: Promise<ToolCatalogue> | undefined;

/** The bundled catalogue of the Odoo Claude MCP server. Read on first need, since not every session needs it. */
export function odooCatalogue(): Promise<ToolCatalogue> {
  loaded ??= import("./odoo-claude-mcp.json").then((module) => readCatalogue(module.default));
  return loaded;
}
