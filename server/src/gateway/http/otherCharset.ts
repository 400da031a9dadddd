/**
 * Whether a header `Content-Type` names another charset than UTF-8, or could be read so. A server that decodes by it, as those
 * made with Express do, would read another call than the one that was decided.
 */
export function namesOtherCharset(contentType: string | undefined): boolean {
  const named = contentType?.match(/charset/gi) ?? [];
  if (contentType === undefined || named.length === 0) return false;
  return named.length > 1 || !/;\s*charset\s*=\s*(?:utf-?8|"utf-?8")\s*(?:;|$)/i.test(contentType);
}
