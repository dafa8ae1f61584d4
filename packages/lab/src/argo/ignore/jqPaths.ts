import { isJsonObject } from '../../controller';
import { childOf, valueAt, type Path } from './paths';

type Step =
  | { kind: 'field'; name: string | number }
  | { kind: 'each' }
  | { kind: 'select'; path: Path; negated: boolean; value: unknown };

const token =
  /^(?:\.?\["((?:[^"\\]|\\.)*)"\]\??|\.?\[(\d+)\]\??|\.?(\[\])\??|\."((?:[^"\\]|\\.)*)"\??|\.([A-Za-z_][\w-]*)\??)/;
const selection =
  /^select\(\s*((?:\.[A-Za-z_][\w-]*|\.?\["[^"]*"\])+)\s*(==|!=)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)\s*\)/;

/**
 * The paths that a jq path expression leads to in a value. Known are fields, indexes, `[]` and `select(.a == "b")`, one
 * after the other; throws when there is something else.
 */
export function jqPaths(expression: string, value: unknown): Path[] {
  let paths: Path[] = [[]];
  for (const step of parseSteps(expression)) {
    paths = paths.flatMap(path => follow(value, path, step));
  }
  return paths;
}

function follow(value: unknown, path: Path, step: Step): Path[] {
  const here = valueAt(value, path);
  switch (step.kind) {
    case 'field':
      return childOf(here, step.name) === undefined
        ? []
        : [[...path, step.name]];
    case 'each':
      if (Array.isArray(here)) {
        return here.map((_, index) => [...path, index]);
      }
      return isJsonObject(here)
        ? Object.keys(here).map(name => [...path, name])
        : [];
    default:
      return (valueAt(here, step.path) === step.value) !== step.negated
        ? [path]
        : [];
  }
}

function parseSteps(expression: string): Step[] {
  const steps: Step[] = [];
  let rest = expression.trim();
  while (rest !== '') {
    const select = selection.exec(rest);
    const simple = token.exec(rest);
    if (select) {
      const [, path, operator, value] = select;
      steps.push({
        kind: 'select',
        path: parseSteps(path).flatMap(step =>
          step.kind === 'field' ? [step.name] : [],
        ),
        negated: operator === '!=',
        value: JSON.parse(value),
      });
      rest = rest.slice(select[0].length);
    } else if (simple) {
      steps.push(simpleStep(simple));
      rest = rest.slice(simple[0].length);
    } else {
      throw new Error(
        `failed to parse the path expression '${expression}' at '${rest}': the lab knows fields, indexes, [] and select(.field == value)`,
      );
    }
    rest = rest.replace(/^\s*\|?\s*/, '');
  }
  return steps;
}

function simpleStep(match: RegExpExecArray): Step {
  const [, bracketed, index, each, quoted, plain] = match;
  if (each !== undefined) {
    return { kind: 'each' };
  }
  if (index !== undefined) {
    return { kind: 'field', name: Number(index) };
  }
  const text = bracketed ?? quoted;
  return {
    kind: 'field',
    name: text === undefined ? plain : String(JSON.parse(`"${text}"`)),
  };
}
