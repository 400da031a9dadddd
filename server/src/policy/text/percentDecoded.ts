/** A piece of an address as people write it; one that is encoded wrongly stays as it is, such as "50%.policy.json". */
export function percentDecoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
