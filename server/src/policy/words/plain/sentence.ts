/** The text with a capital letter in front; words of the policy (`args.x`) stay as they are. */
export function capitalised(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** The text with a full stop, unless it ends as a sentence does. */
export function sentence(text: string): string {
  return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}
