import { HttpExchange } from '../HttpExchange';
import { FieldError } from '../status';

const lengthLimit = 128;

/** Go's way of writing text in quotes; control characters have names there. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\\u0007', '\\a')
    .replaceAll('\\u000b', '\\v')
    .replaceAll(/\\u00([01][0-9a-f])/g, '\\x$1');
}

/** What is wrong with the name that a client gives itself, and with the wish to take fields from others. */
export function fieldManagerErrors(
  query: URLSearchParams,
  options: { isApply: boolean; isPatch: boolean },
): FieldError[] {
  const errors: FieldError[] = [];
  const manager = query.get('fieldManager') ?? '';
  if (options.isApply && !manager) {
    errors.push({
      type: 'required',
      field: 'fieldManager',
      message: 'Required value: is required for apply patch',
    });
  }
  if (options.isPatch && !options.isApply && query.has('force')) {
    errors.push({
      type: 'forbidden',
      field: 'force',
      message: 'Forbidden: may not be specified for non-apply patch',
    });
  }
  if (Buffer.byteLength(manager) > lengthLimit) {
    errors.push({
      type: 'tooLong',
      field: 'fieldManager',
      message: `Too long: may not be more than ${lengthLimit} bytes`,
    });
  }
  const characters = [...manager];
  const position = characters.findIndex(character =>
    /[\p{C}\p{Zl}\p{Zp}]/u.test(character),
  );
  if (position >= 0) {
    const code = characters[position].codePointAt(0) ?? 0;
    const name = code.toString(16).toUpperCase().padStart(4, '0');
    errors.push({
      type: 'invalid',
      field: 'fieldManager',
      message: `Invalid value: ${quoted(
        manager,
      )}: invalid character U+${name} (at position ${position})`,
    });
  }
  return errors;
}

/** Who writes: what the client says, or else the first word of its User-Agent. */
export function fieldManagerOf(exchange: HttpExchange): string {
  const named = exchange.query.get('fieldManager');
  if (named) {
    return named;
  }
  const [agent] = (exchange.header('user-agent') ?? '').split('/');
  return agent.slice(0, lengthLimit) || 'unknown';
}
