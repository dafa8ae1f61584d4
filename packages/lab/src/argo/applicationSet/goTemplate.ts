import { isJsonObject } from '../../controller';

const action =
  /\{\{-?\s*("(?:[^"\\]|\\.)*"|(?:[^"}]|\}(?!\})|"(?:[^"\\]|\\.)*")*?)\s*-?\}\}/g;
const word = /"(?:[^"\\]|\\.)*"|[^\s|]+|\|/g;
const field = /^(\.[A-Za-z_][A-Za-z0-9_]*)+$/;

/** The functions that are known here, of the many that Argo CD has. The piped value comes last. */
const functions: Record<string, (...values: unknown[]) => unknown> = {
  toJson: value => JSON.stringify(value),
  quote: value => JSON.stringify(String(value)),
  default: (fallback, value) => value || fallback,
  lower: value => String(value).toLowerCase(),
  trim: value => String(value).trim(),
  normalize: value =>
    String(value)
      .toLowerCase()
      .replace(/[^-a-z0-9.]/g, '-')
      .slice(0, 253)
      .replace(/^[-.]+|[-.]+$/g, ''),
};

/**
 * Fills in a Go template with `missingkey=error`. Known are fields (`{{ .cluster }}`), texts (`{{ "{{" }}`) and a few
 * functions, also one after the other (`{{ .name | lower | quote }}`); anything else is refused in the words of Go's
 * template package.
 */
export function renderGoTemplate(
  template: string,
  parameters: Record<string, unknown>,
): string {
  return template.replace(action, (text: string, expression: string) =>
    String(
      evaluate(expression, {
        template,
        parameters,
        offset: template.indexOf(text) + text.indexOf(expression),
      }),
    ),
  );
}

/** Fills in every string of a value, names of fields too. */
export function renderDeep(
  value: unknown,
  parameters: Record<string, unknown>,
): unknown {
  if (typeof value === 'string') {
    return renderGoTemplate(value, parameters);
  }
  if (Array.isArray(value)) {
    return value.map(item => renderDeep(item, parameters));
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        renderGoTemplate(key, parameters),
        renderDeep(inner, parameters),
      ]),
    );
  }
  return value;
}

interface Scope {
  template: string;
  parameters: Record<string, unknown>;
  /** Where the expression begins in the template. */
  offset: number;
}

function evaluate(expression: string, scope: Scope): unknown {
  const commands: string[][] = [[]];
  for (const [part] of expression.matchAll(word)) {
    if (part === '|') {
      commands.push([]);
    } else {
      commands[commands.length - 1].push(part);
    }
  }
  let piped: unknown[] = [];
  for (const [first, ...operands] of commands) {
    const values = operands.map(operand => valueOf(operand, scope));
    if (isOperand(first)) {
      piped = [valueOf(first, scope)];
    } else {
      const called = functions[first];
      if (!called) {
        throw new Error(
          `failed to parse template ${scope.template}: template: :1: function "${first}" not defined`,
        );
      }
      piped = [called(...values, ...piped)];
    }
  }
  return piped[0];
}

function isOperand(part: string | undefined): boolean {
  return part === undefined || field.test(part) || part.startsWith('"');
}

function valueOf(operand: string, scope: Scope): unknown {
  if (operand.startsWith('"')) {
    return JSON.parse(operand);
  }
  let value: unknown = scope.parameters;
  for (const key of operand.slice(1).split('.')) {
    value = isJsonObject(value) ? value[key] : undefined;
    if (value === undefined) {
      throw new Error(
        `failed to execute go template ${scope.template}: template: :1:${
          scope.offset + 1
        }: executing "" at <${operand}>: map has no entry for key "${key}"`,
      );
    }
  }
  return value;
}
