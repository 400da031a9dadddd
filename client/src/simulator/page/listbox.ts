const pageLength = 10;

/** Where a key moves the selection in a list; null when the key does not move it. */
function movedBy(key: string, position: number, length: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: position + 1,
    ArrowUp: position - 1,
    PageDown: position + pageLength,
    PageUp: position - pageLength,
    Home: 0,
    End: length - 1,
    Enter: position,
    " ": position,
  };
  const target = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return target === undefined || length === 0 ? null : Math.min(length - 1, Math.max(0, target));
}

/** The keyboard of a list whose children are its options: moves the focus, and selects what it comes to. */
export function listKeys(select: (position: number) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const list = event.currentTarget as HTMLElement;
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const options = [...list.children];
    const position = option === null ? -1 : options.indexOf(option);
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    const target = plain && position >= 0 ? movedBy(event.key, position, options.length) : null;
    if (target !== null) {
      event.preventDefault();
      (options[target] as HTMLElement).focus();
      select(target);
    }
  };
}
