/**
 * Tables without the spaces and dashes that line up their columns in the text: what is packed is shown, and not edited.
 *
 * @param {string} markdown
 * @returns {string}
 */
export function narrowTables(markdown) {
  return markdown.replace(/^\|.*\|$/gm, (row) => row.replace(/ {2,}(?=\|)/g, " ").replace(/-{4,}/g, "---"));
}
