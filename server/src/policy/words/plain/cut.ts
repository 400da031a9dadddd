/** The text, or as much of its start as fits into `longest` with an ellipsis; half a character is never left. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${wholeCharacters(text.slice(0, longest - 1))}…`;
}

/** The text, or as much of both ends as fits: for a sentence that has a name in front and its point at the end. */
export function cutMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - 1) / 2);
  return `${wholeCharacters(text.slice(0, half))}…${wholeCharacters(text.slice(-half))}`;
}

/** Without the half of a character that a cut has left at an end. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}
