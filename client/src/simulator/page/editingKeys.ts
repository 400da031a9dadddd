const isMac = /mac/i.test(navigator.userAgent);

/**
 * Selects all, undoes and redoes in text boxes at once. VS Code has the keys of a webview handled by its workbench, which
 * sends back "select all" or "undo" a moment later: what was typed meanwhile would be selected, or undone, and lost.
 */
export function actOnEditingKeys(): void {
  document.addEventListener(
    "keydown",
    (event) => {
      const [target] = event.composedPath();
      const act =
        target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
          ? actionOf(event, target)
          : undefined;
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    { capture: true },
  );
}

function actionOf(event: KeyboardEvent, box: HTMLInputElement | HTMLTextAreaElement): (() => void) | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey || ctrlKey === isMac || metaKey !== isMac) return undefined;
  switch (`${shiftKey ? "shift " : ""}${event.key.toLowerCase()}`) {
    case "a":
      return () => box.select();
    // No other way leads to the undo stack of a text box.
    case "z":
      return () => document.execCommand("undo");
    case "shift z":
    case "y":
      return () => document.execCommand("redo");
    default:
      return undefined;
  }
}
