import { nameProblem } from '../names';

const nameFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const valueFormat = `(${nameFormat})?`;
const namePattern = new RegExp(`^${nameFormat}$`);
const valuePattern = new RegExp(`^${valueFormat}$`);
const longest = 63;

const wrongName = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${nameFormat}')`;
const wrongValue = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${valueFormat}')`;

function prefixProblems(prefix: string): string[] {
  if (prefix === '') {
    return ['prefix part must be non-empty'];
  }
  const problem = nameProblem(prefix, 'subdomain');
  return problem ? [`prefix part ${problem}`] : [];
}

/** What is wrong with the key of a label, an annotation or a finalizer, in the API server's words. */
export function labelKeyProblems(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${wrongName} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1];
  const problems = parts.length === 2 ? prefixProblems(parts[0]) : [];
  if (name === '') {
    problems.push('name part must be non-empty');
  } else if (name.length > longest) {
    problems.push(`name part must be no more than ${longest} bytes`);
  }
  if (!namePattern.test(name)) {
    problems.push(`name part ${wrongName}`);
  }
  return problems;
}

/** What is wrong with the value of a label, in the API server's words. */
export function labelValueProblems(value: string): string[] {
  const problems: string[] = [];
  if (value.length > longest) {
    problems.push(`must be no more than ${longest} bytes`);
  }
  if (!valuePattern.test(value)) {
    problems.push(wrongValue);
  }
  return problems;
}
