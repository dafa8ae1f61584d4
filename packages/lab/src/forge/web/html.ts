/**
 * Text that is safe to put into a page as it is.
 *
 * @internal
 */
export class Html {
  constructor(readonly text: string) {}
}

/** @internal */
export type HtmlValue = Html | string | number | undefined | HtmlValue[];

/**
 * Builds a piece of a page. Every value is escaped, but for pieces that are `Html` already; `undefined` is nothing.
 *
 * @internal
 */
export function html(
  strings: TemplateStringsArray,
  ...values: HtmlValue[]
): Html {
  const parts = strings.map((text, index) => `${text}${render(values[index])}`);
  return new Html(parts.join(''));
}

function render(value: HtmlValue): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(render).join('');
  }
  return value instanceof Html ? value.text : escape(String(value));
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]);
}
