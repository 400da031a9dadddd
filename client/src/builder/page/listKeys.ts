import type { Line } from "../state/shownRows";
import { lineHeight } from "../state/visibleWindow";
import { changeFor, choices } from "./choices";
import type { Page } from "./page";

/** The keyboard of the list: moves, selects, chooses. A letter acts on the selected tools when the line is one of them. */
export function listKeys(page: Page): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target !== event.currentTarget) return;
    const { lines, active } = page;
    const line = lines[active];
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "a") {
      event.preventDefault();
      event.stopPropagation();
      page.mark(lines.flatMap(toolsOf), true);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = moved(event.key, page);
    if (target !== undefined) page.activate(Math.max(0, Math.min(lines.length - 1, target)));
    else if (line === undefined || !act(event.key, line, page)) return;
    event.preventDefault();
  };
}

function moved(key: string, { active, lines, height }: Page): number | undefined {
  const pageLength = Math.max(1, Math.floor(height / lineHeight) - 1);
  switch (key) {
    case "ArrowDown":
      return active + 1;
    case "ArrowUp":
      return active - 1;
    case "PageDown":
      return active + pageLength;
    case "PageUp":
      return active - pageLength;
    case "Home":
      return 0;
    case "End":
      return lines.length - 1;
    default:
      return undefined;
  }
}

function act(key: string, line: Line, page: Page): boolean {
  const tools = toolsOf(line);
  switch (key) {
    case "/":
      page.focus("search");
      return true;
    case "Enter":
      page.focus("detail");
      return true;
    case " ":
      page.mark(tools, !tools.every((tool) => page.marked.has(tool)));
      return true;
    case "Escape":
      page.mark([...page.marked], false);
      return true;
  }
  const upper = key.toUpperCase();
  const choice = upper === "R" ? "recommended" : choices().find((each) => each.key === upper)?.choice;
  if (choice === undefined || tools.length === 0) return false;
  // A heading stands for all of its tools: only what is recommended for each is not chosen by a slip.
  if (line.kind === "heading" && choice !== "recommended") return false;
  const isMarked = tools.some((tool) => page.marked.has(tool));
  const change = changeFor(isMarked && line.kind === "tool" ? [...page.marked] : tools, choice);
  if (change === undefined) page.focus("detail");
  else page.change(change);
  return true;
}

/** The tools that a line stands for. */
function toolsOf(line: Line): readonly string[] {
  return line.kind === "tool" ? [line.row.name] : line.kind === "heading" ? line.tools : [];
}
