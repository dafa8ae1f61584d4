import { labelKeyProblems, labelValueProblems } from '../metadata/labelRules';
import { badRequest, StatusError } from '../status';
import { ObjectFilter } from './ObjectFilter';
import { endOfSelector, isIdentifier, SelectorTokens } from './SelectorTokens';

type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

const operators = ['in', 'notin', '=', '==', '!=', '>', '<'];

function unreadable(why: string): StatusError {
  return badRequest(`unable to parse requirement: ${why}`);
}

function takeKey(tokens: SelectorTokens): string {
  const key = tokens.take();
  if (!isIdentifier(key)) {
    throw unreadable(`found '${key}', expected: identifier`);
  }
  const problems = labelKeyProblems(key);
  if (problems.length > 0) {
    throw unreadable(`<nil>: Invalid value: "${key}": ${problems.join('; ')}`);
  }
  return key;
}

/** The values up to the closing parenthesis; nothing between two commas is an empty value. */
function takeList(tokens: SelectorTokens): string[] {
  const opening = tokens.take();
  if (opening !== '(') {
    throw unreadable(`found '${opening}' expected: '('`);
  }
  const values: string[] = [];
  for (;;) {
    const value = isIdentifier(tokens.peek()) ? tokens.take() : '';
    values.push(value);
    const next = tokens.take();
    if (next === ')') {
      return values;
    }
    if (next !== ',') {
      throw unreadable(
        value
          ? `found '${next}', expected: ',' or ')'`
          : `found '${next}', expected: ',', or identifier`,
      );
    }
  }
}

function takeValue(tokens: SelectorTokens): string {
  if (tokens.peek() === endOfSelector || tokens.peek() === ',') {
    return '';
  }
  const value = tokens.take();
  if (!isIdentifier(value)) {
    throw unreadable(`found '${value}', expected: identifier`);
  }
  return value;
}

function checkValues(key: string, values: readonly string[]): void {
  for (const [index, value] of values.entries()) {
    const problems = labelValueProblems(value);
    if (problems.length > 0) {
      throw unreadable(
        `values[${index}][${key}]: Invalid value: "${value}": ${problems.join(
          '; ',
        )}`,
      );
    }
  }
}

function numericTest(
  key: string,
  options: { operator: string; value: string },
): LabelTest {
  const { operator, value } = options;
  if (!/^[-+]?\d+$/.test(value)) {
    throw unreadable(
      `values[0]: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  }
  const bound = Number(value);
  return labels => {
    const actual = /^-?\d+$/.test(labels[key] ?? '')
      ? Number(labels[key])
      : Number.NaN;
    return operator === '>' ? actual > bound : actual < bound;
  };
}

function operatorTest(key: string, tokens: SelectorTokens): LabelTest {
  const operator = tokens.take();
  switch (operator) {
    case 'in':
    case 'notin': {
      const values = takeList(tokens);
      checkValues(key, values);
      return operator === 'in'
        ? labels => key in labels && values.includes(labels[key])
        : labels => !(key in labels) || !values.includes(labels[key]);
    }
    case '=':
    case '==':
    case '!=': {
      const value = takeValue(tokens);
      checkValues(key, [value]);
      return operator === '!='
        ? labels => labels[key] !== value
        : labels => labels[key] === value;
    }
    case '>':
    case '<':
      return numericTest(key, { operator, value: takeValue(tokens) });
    default:
      throw unreadable(
        `found '${operator}', expected: ${operators
          .join(', ')
          .replace('>', 'gt')
          .replace('<', 'lt')}`,
      );
  }
}

function takeTest(tokens: SelectorTokens): LabelTest {
  if (tokens.peek() === '!') {
    tokens.take();
    const absent = takeKey(tokens);
    return labels => !(absent in labels);
  }
  const key = takeKey(tokens);
  return tokens.peek() === endOfSelector || tokens.peek() === ','
    ? labels => key in labels
    : operatorTest(key, tokens);
}

function beginsTest(token: string): boolean {
  return token === '!' || isIdentifier(token);
}

function parseTests(selector: string): LabelTest[] {
  const tokens = new SelectorTokens(selector);
  const tests: LabelTest[] = [];
  if (tokens.peek() === endOfSelector) {
    return tests;
  }
  if (!beginsTest(tokens.peek())) {
    throw badRequest(
      `found '${tokens.peek()}', expected: !, identifier, or 'end of string'`,
    );
  }
  for (;;) {
    tests.push(takeTest(tokens));
    const next = tokens.take();
    if (next === endOfSelector) {
      return tests;
    }
    if (next !== ',') {
      throw badRequest(`found '${next}', expected: ',' or 'end of string'`);
    }
    if (!beginsTest(tokens.peek())) {
      throw badRequest(
        `found '${tokens.peek()}', expected: identifier after ','`,
      );
    }
  }
}

/** Reads a label selector in its string form: `a=b,c!=d,e in (f,g),!h,i`. */
export function parseLabelSelector(
  selector: string | undefined,
): ObjectFilter | undefined {
  const tests = parseTests(selector ?? '');
  if (tests.length === 0) {
    return undefined;
  }
  return object => {
    const labels = object.metadata.labels ?? {};
    return tests.every(test => test(labels));
  };
}
