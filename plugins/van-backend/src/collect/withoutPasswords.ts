/**
 * A text without the users and passwords that stand in addresses of web servers: what is stored is shown.
 *
 * @internal
 */
export function withoutPasswords(text: string): string {
  return text.replace(/(https?:\/\/)[^/?#\s"'@]*(?:@[^/?#\s"'@]*)*@/gi, '$1');
}
