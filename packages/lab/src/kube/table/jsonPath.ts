import { isJsonObject } from '../kubeObject';

type Step = (value: unknown) => unknown[];

function field(name: string): Step {
  return value =>
    isJsonObject(value) && value[name] !== undefined && value[name] !== null
      ? [value[name]]
      : [];
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  return isJsonObject(value) ? Object.values(value) : [];
}

function index(position: number): Step {
  return value => {
    const found = Array.isArray(value) ? value.at(position) : undefined;
    return found === undefined ? [] : [found];
  };
}

function comparison(expression: string): Step {
  const match = /^@\.?(.*?)\s*(==|!=)\s*['"]?(.*?)['"]?$/.exec(
    expression.trim(),
  );
  if (!match) {
    const steps = parse(expression.trim().replace(/^@/, ''));
    return value =>
      children(value).filter(item => walk([item], steps).length > 0);
  }
  const steps = parse(`.${match[1]}`);
  return value =>
    children(value).filter(item => {
      const isEqual = walk([item], steps).some(
        found => String(found) === match[3],
      );
      return match[2] === '==' ? isEqual : !isEqual;
    });
}

function bracket(content: string): Step {
  if (content === '*') {
    return children;
  }
  const filter = /^\?\((.*)\)$/.exec(content);
  if (filter) {
    return comparison(filter[1]);
  }
  const quoted = /^['"](.*)['"]$/.exec(content);
  if (quoted) {
    return field(quoted[1]);
  }
  const slice = /^(-?\d*):(-?\d*)$/.exec(content);
  if (slice) {
    const from = slice[1] ? Number(slice[1]) : undefined;
    const to = slice[2] ? Number(slice[2]) : undefined;
    return value => (Array.isArray(value) ? value.slice(from, to) : []);
  }
  return index(Number(content));
}

function parse(path: string): Step[] {
  const steps: Step[] = [];
  const token = /\.((?:\\.|[^.[\]\\])+)|\[((?:\?\(.*?\))|[^\]]*)\]/g;
  for (const match of path.matchAll(token)) {
    if (match[1] === '*') {
      steps.push(children);
    } else if (match[1] !== undefined) {
      steps.push(field(match[1].replaceAll('\\', '')));
    } else {
      steps.push(bracket(match[2]));
    }
  }
  return steps;
}

function walk(values: unknown[], steps: readonly Step[]): unknown[] {
  let current = values;
  for (const step of steps) {
    current = current.flatMap(step);
  }
  return current;
}

const parsed = new Map<string, Step[]>();

/** The values that a JSONPath of a printer column finds: fields, indexes, wildcards, `[?(@.type=="Ready")]`. */
export function jsonPathValues(object: unknown, path: string): unknown[] {
  let steps = parsed.get(path);
  if (!steps) {
    steps = parse(
      path.startsWith('.') || path.startsWith('[') ? path : `.${path}`,
    );
    parsed.set(path, steps);
  }
  return walk([object], steps);
}
