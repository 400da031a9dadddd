/** A pattern in which a dot between letters or digits is a dot, as it is meant by who forgot its backslash: `example.com`. */
export function meantDots(pattern: string): string {
  return pattern.replace(/(?<=[A-Za-z0-9])\.(?=[A-Za-z0-9])/g, "\\.");
}
