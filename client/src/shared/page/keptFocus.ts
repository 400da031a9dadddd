/**
 * Draws, and sees to it that the focus is not lost when what had it is gone: it goes to what is nearest, such as the button
 * that adds what was just removed.
 */
export function keepingFocus(root: HTMLElement, draw: () => void): void {
  const around: Element[] = [];
  for (
    let element = document.activeElement;
    element !== null && root.contains(element);
    element = element.parentElement
  )
    around.push(element);
  draw();
  const [focused] = around;
  if (focused === undefined || focused.isConnected) return;
  for (const element of around) {
    if (!element.isConnected) continue;
    const next = element.querySelector<HTMLElement>(":scope > button, :scope > summary, :scope > [tabindex='0']");
    if (next !== null) {
      next.focus();
      return;
    }
  }
}
