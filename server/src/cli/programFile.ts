/** The file that was started. Its start imports this module, so it is never in a part of the program that is loaded later. */
export const programFile = __filename;
