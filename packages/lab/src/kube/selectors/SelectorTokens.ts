/** The end of a selector. */
export const endOfSelector = '';

const identifierPattern = /^[^=!(),><\s]/;

/** Whether a token is a key or a value, not a sign. */
export function isIdentifier(token: string): boolean {
  return identifierPattern.test(token);
}

/**
 * The tokens of a label selector: identifiers and the signs `=`, `==`, `!=`, `!`, `(`, `)`, `,`, `>`, `<`.
 *
 * @internal
 */
export class SelectorTokens {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(selector: string) {
    this.#tokens = selector.match(/==|!=|[=!(),><]|[^=!(),><\s]+/g) ?? [];
  }

  /** The next token, which stays. */
  peek(): string {
    return this.#tokens[this.#position] ?? endOfSelector;
  }

  /** The next token, which is taken. */
  take(): string {
    const token = this.peek();
    this.#position += 1;
    return token;
  }
}
