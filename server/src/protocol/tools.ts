import type { TextEdit } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: the tools that an author can choose from. `DocumentParams` → `ToolsResult`. */
export const toolsRequest = "mcpPolicy/tools";

export interface ToolsResult {
  /** The catalogue's tools, then those that only the policy names. */
  readonly tools: readonly ToolEntry[];
}

export interface ToolEntry {
  readonly name: string;
  readonly summary: string;
  /** "Read", "Write", … or "Unknown" for a tool that is in no catalogue. */
  readonly category: string;
  /** "Low", "Medium", "High", "Critical" or "Unknown". */
  readonly risk: string;
  /** "published", "derived" or "unknown". */
  readonly classification: string;
  readonly group: string;
  readonly inputSchema: object | null;
  /** Whether the open policy names it, under `tools` or in `hide`. */
  readonly listed: boolean;
  /** Short name of what the open policy does with it: "allowed", "limited", "conditional", "hidden" or "denied". */
  readonly state: string;
  /** The same in words: "allowed, at most 10 calls a minute per grant". */
  readonly stateInWords: string;
  /** The recommended rule: the value to write under `tools`, or "hide". null when nothing is recommended. */
  readonly rule: object | "hide" | null;
}

/** Request: the edits that list tools with their recommended rules. `AddToolsParams` → `AddToolsResult`. */
export const addToolsRequest = "mcpPolicy/addTools";

export interface AddToolsParams extends DocumentParams {
  /** Names of tools in the catalogue; others, and those that the policy names already, are passed over. */
  readonly tools: readonly string[];
}

export interface AddToolsResult {
  /** None when nothing is to be added, or when the text is too broken to be added to. */
  readonly edits: readonly TextEdit[];
  /** The tools that the edits add. */
  readonly added: readonly string[];
}
