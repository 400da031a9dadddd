import type { GoalId } from "./goals";

/** Why a goal is missed, as a sentence for the report; written by whoever has looked where the time goes. */
export const reasons: Partial<Readonly<Record<GoalId, string>>> = {
  growth:
    "An edit parses only the tools that it touches, but the editor's text is joined and compared as a whole, and every tool behind the edit gets a new place: both grow with the text.",
  start:
    "The first version parses, validates and keeps each tool by itself, which makes more objects than one tree; profiles show mostly garbage collection.",
  "start-bundled":
    "The first version parses, validates and keeps each tool by itself, which makes more objects than one tree; profiles show mostly garbage collection.",
  "memory-opened":
    "The syntax tree of each tool and its member are kept for the next edit; most of it is garbage of the first parse that has not been collected yet.",
  memory: "The syntax tree of each tool and its member are kept for the next edit.",
  completion:
    "Among the names of tools, the text is scanned from its start, and the names that are already listed are collected anew for each request.",
  letter:
    "A half-typed name breaks the list of tools, which is then told apart by its lines: each line is looked at, and every tool looked up by its text.",
  "catalogue-10000-first": "The first request makes the items of all tools, which are kept afterwards.",
};
