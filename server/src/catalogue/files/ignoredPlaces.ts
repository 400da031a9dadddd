/** Whether a tool may differ at a path: a pattern takes `tool.path`, and only `*` is special in it: any text. */
export function ignoredPlaces(patterns: readonly string[]): (tool: string, path: string) => boolean {
  const all = patterns.map(ignoring);
  return (tool, path) => all.some((matches) => matches(`${tool}.${path}`));
}

function ignoring(pattern: string): (place: string) => boolean {
  const pieces = pattern.split("*");
  return (place) => {
    const [first = "", ...rest] = pieces;
    if (!place.startsWith(first)) return false;
    let from = first.length;
    for (const [index, piece] of rest.entries()) {
      const isLast = index === rest.length - 1;
      const at = isLast ? place.length - piece.length : place.indexOf(piece, from);
      if (at < from || !place.startsWith(piece, at)) return false;
      from = at + piece.length;
    }
    return from === place.length;
  };
}
