import type { Risk } from "../catalogue/catalogue";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/text/json";
import { descriptionEvidence } from "./descriptionEvidence";
import type { Evidence } from "./evidence";
import { hintEvidence } from "./hintEvidence";
import { nameEvidence } from "./nameEvidence";
import { schemaEvidence } from "./schemaEvidence";
import { secretEvidence } from "./secretEvidence";
import { riskOf, severities, worse } from "./severity";
import { splitOpinion } from "./splitOpinion";
import type { ToolCategory } from "./verbs";

/** A tool as a server lists it. All of it is untrusted. */
export interface ListedTool {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: JsonObject;
  readonly annotations?: JsonObject;
}

/** What is known of a tool's risk, and from what. */
export interface Classification {
  readonly category: ToolCategory | "Unknown";
  readonly risk: Risk | "Unknown";
  /** "stated by the server": it rests on the server's own hint; "derived": on names, descriptions and schemas. */
  readonly confidence: "stated by the server" | "derived" | "not known";
  readonly evidence: readonly Evidence[];
  /** The argument that the risk hangs on; null when it hangs on none. */
  readonly argument: { readonly path: string; readonly harmless: readonly string[] } | null;
}

/** Judges the risk of any tool by what its server says about it. Deterministic and total. */
export function classifyTool(tool: ListedTool): Classification {
  const byDescription = descriptionEvidence(tool.description ?? "");
  const byName = nameEvidence(tool.name, byDescription[0]?.category !== undefined);
  const bySchema = schemaEvidence(tool.inputSchema ?? {});
  const byHint = hintEvidence(tool.annotations ?? {});
  const argument = bySchema.find(({ category }) => category !== undefined) ?? bySchema[0];

  let category = byName?.category ?? byDescription.find((each) => each.category !== undefined)?.category;
  // Free code counts when the name does not say that something else is done with it. An argument that chooses what is
  // done, which alone has `harmless`, always counts.
  for (const each of bySchema) {
    if (each.category === undefined) continue;
    const isOnlyRead = byName?.category === "Read" && each.category === "Execute" && each.harmless === undefined;
    if (!isOnlyRead) category = worse(category, each.category);
  }
  for (const each of byDescription.slice(byName === undefined ? 0 : 1))
    category = byName === undefined ? worse(category, each.category) : worseUnlessRead(category, each.category);
  const derived = category;
  for (const each of byHint) category = raised(category, each.category);

  // Reading is harmless as long as what is read is no secret.
  const bySecret = category === "Read" ? secretEvidence(tool.name, tool.description ?? "") : undefined;
  const evidence = [byName, ...byDescription, ...bySchema, ...byHint, bySecret, splitOpinion(tool.name)].filter(
    (each) => each !== undefined,
  );
  return {
    category: category ?? "Unknown",
    risk: category === undefined ? "Unknown" : bySecret !== undefined ? "High" : riskOf(category),
    confidence: category === undefined ? "not known" : category === derived ? "derived" : "stated by the server",
    evidence,
    argument: typeof argument?.path === "string" ? { path: argument.path, harmless: argument.harmless ?? [] } : null,
  };
}

/** Reads a tool from a server's answer; undefined for what has no name. What is odd about the rest is left out. */
export function listedTool(json: JsonValue): ListedTool | undefined {
  if (!isJsonObject(json) || typeof json.name !== "string") return undefined;
  const { name, description, inputSchema, annotations } = json;
  return {
    name,
    ...(typeof description === "string" && { description }),
    ...(isJsonObject(inputSchema) && { inputSchema }),
    ...(isJsonObject(annotations) && { annotations }),
  };
}

/** A name that begins with a verb of reading outweighs what a description mentions further on. */
function worseUnlessRead(category: ToolCategory | undefined, said: ToolCategory | undefined): ToolCategory | undefined {
  return category === "Read" && said !== "Execute" ? category : worse(category, said);
}

/** A hint raises what is unknown, and what is lower; servers disagree too much on "destructive" to raise a write by it. */
function raised(category: ToolCategory | undefined, hinted: ToolCategory | undefined): ToolCategory | undefined {
  if (hinted === undefined) return category;
  if (category === undefined) return hinted;
  return severities.indexOf(category) === 0 ? worse(category, "Write") : category;
}
