/** The code by which Node.js tells what went wrong, such as `ENOENT`; undefined for an error without one. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
