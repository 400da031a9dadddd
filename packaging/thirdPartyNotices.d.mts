/**
 * The notices for bundles, by the source maps beside them.
 *
 * @param {string[]} bundles
 * @returns {string}
 */
export declare function thirdPartyNotices(bundles: string[]): string;
/**
 * The folders of the packages that a bundle is made of.
 *
 * @param {string} bundle
 * @returns {string[]}
 */
export declare function packageFolders(bundle: string): string[];
