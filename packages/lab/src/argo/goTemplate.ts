import { isJsonObject } from '../controller';

const action = /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g;
const field = /^(\.[A-Za-z_][A-Za-z0-9_]*)+$/;

/**
 * Fills in a Go template with `missingkey=error`. Only fields are known (`{{ .cluster }}`, `{{ .values.ring }}`), no
 * function; anything else is refused in the words of Go's template package.
 */
export function renderGoTemplate(
  template: string,
  parameters: Record<string, unknown>,
): string {
  return template.replace(action, (text: string, expression: string) => {
    if (!field.test(expression)) {
      const [name] = expression.split(/\s/);
      throw new Error(
        `failed to parse template ${template}: template: :1: function "${name}" not defined`,
      );
    }
    let value: unknown = parameters;
    for (const key of expression.slice(1).split('.')) {
      value = isJsonObject(value) ? value[key] : undefined;
      if (value === undefined) {
        const column = template.indexOf(text) + text.indexOf(expression) + 1;
        throw new Error(
          `failed to execute go template ${template}: template: :1:${column}: executing "" at <${expression}>: map has no entry for key "${key}"`,
        );
      }
    }
    return String(value);
  });
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
