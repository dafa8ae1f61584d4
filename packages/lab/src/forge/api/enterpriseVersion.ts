/**
 * The line of GitHub Enterprise Servers that the forge imitates.
 *
 * @internal
 */
export const enterpriseRelease = '3.19';

/**
 * What the forge says that it is.
 *
 * @internal
 */
export const enterpriseVersion = `${enterpriseRelease}.0`;
