/** The bound on the packed command line, in bytes. */
export declare const packedLimit = 1000000;
/**
 * Packs the command line that has been built.
 *
 * @param {string} [destination] the folder that gets the package
 * @returns {string} the path of the package
 */
export declare function packCli(destination?: string): string;
