const isMac = /mac/i.test(navigator.userAgent);

/**
 * Selects all of a text box at once, and undoes what is typed in it and not committed yet: VS Code would do it a moment later.
 * Undo anywhere else is the document's own, and is left to VS Code.
 */
export function selectAllKeys(): void {
  const committed = new WeakMap<Element, string>();
  const commit = (event: Event): void => {
    const box = boxOf(event);
    if (box !== undefined) committed.set(box, box.value);
  };
  document.addEventListener("focusin", commit);
  document.addEventListener("change", commit, { capture: true });
  document.addEventListener(
    "keydown",
    (event) => {
      const box = boxOf(event);
      const { ctrlKey, metaKey, altKey, shiftKey } = event;
      if (box === undefined || altKey || shiftKey || ctrlKey === isMac || metaKey !== isMac) return;
      const key = event.key.toLowerCase();
      const undoes = key === "z" && committed.get(box) !== box.value;
      if (key !== "a" && !undoes) return;
      event.preventDefault();
      event.stopPropagation();
      if (undoes) document.execCommand("undo");
      else box.select();
    },
    { capture: true },
  );
}

/** The text box that an event is about, also inside of a control. */
function boxOf(event: Event): HTMLInputElement | HTMLTextAreaElement | undefined {
  const [target] = event.composedPath();
  const inner = target instanceof Element && "wrappedElement" in target ? target.wrappedElement : target;
  if (inner instanceof HTMLTextAreaElement) return inner;
  return inner instanceof HTMLInputElement && inner.type !== "checkbox" ? inner : undefined;
}
