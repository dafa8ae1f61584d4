/**
 * The GitHub Enterprise Server that the forge imitates.
 *
 * @internal
 */
export const enterpriseVersion = '3.19.0';
