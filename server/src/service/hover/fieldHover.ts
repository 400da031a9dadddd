import { findField, type Place } from "../../policy/model/schema";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";

/** Our own texts are longer than what strangers may say. */
const longestDescription = 1200;

/** What a field is for, as the published schema says; undefined for a field that the format does not know. */
export function fieldHover(place: Place, name: string): string | undefined {
  const field = findField(place, name);
  if (field === undefined) return undefined;
  const heading = `**${plainMarkdown(field.title)}** · ${codeSpan(name)}, ${field.required ? "required" : "optional"}`;
  return `${heading}\n\n${plainMarkdown(field.description, longestDescription)}`;
}

/** What one of the texts means that a field may hold; undefined for a field that holds anything, and for other texts. */
export function valueHover(place: Place, name: string, value: unknown): string | undefined {
  const known = findField(place, name)?.values?.find((each) => each.value === value);
  if (known === undefined) return undefined;
  return `**${codeSpan(name)}: ${codeSpan(known.value)}**\n\n${plainMarkdown(known.description, longestDescription)}`;
}
