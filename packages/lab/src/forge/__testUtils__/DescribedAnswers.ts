import { answerCorrections } from './corrections';
import { DescribedSchemas } from './DescribedSchemas';
import { isObject } from './json';

interface Operation {
  /** Where the description has it. */
  place: string[];
  /** Fixed parts count more than parameters. */
  fixedParts: number;
}

/**
 * Checks what a forge answers against GitHub's own description of a GitHub Enterprise Server, npm's `@octokit/openapi`.
 */
export class DescribedAnswers {
  private readonly operations: (Operation & { pattern: RegExp })[] = [];

  private constructor(private readonly schemas: DescribedSchemas) {
    const paths = schemas.at('paths');
    for (const path of Object.keys(isObject(paths) ? paths : {})) {
      const pattern = path
        .replace(/[.]/g, '\\.')
        .replace(/\{(\w+)\}/g, (_, name) =>
          // These hold slashes, encoded or not; the last two may be left out.
          /^(ref|branch|basehead|path|base|head)$/.test(name) ? '.*' : '[^/]+',
        );
      this.operations.push({
        pattern: new RegExp(`^${pattern}$`),
        place: ['paths', path],
        fixedParts: path.split('/').filter(part => !/^\{/.test(part)).length,
      });
    }
  }

  static load(): DescribedAnswers {
    return new DescribedAnswers(
      DescribedSchemas.load(
        '@octokit/openapi/generated/ghes-3.19.json',
        answerCorrections,
      ),
    );
  }

  /**
   * @param answer - `path` is that of the request below `/api/v3`
   * @returns what GitHub would not have answered; `undefined` for nothing
   */
  problemOf(answer: {
    method: string;
    path: string;
    status: number;
    contentType: string;
    text: string;
  }): string | undefined {
    const { method, path, status, contentType, text } = answer;
    const place = this.operationOf(method, path);
    if (!place) {
      // GitHub's own word for an address that it does not know.
      return status === 404 || status === 401
        ? this.errorProblemOf(text)
        : 'GitHub describes no such route';
    }
    if (status === 304 || status === 204) {
      return text === '' ? undefined : 'has a body';
    }
    const described = this.schemas.at(...place, 'responses', String(status));
    if (status >= 400) {
      return isObject(described)
        ? this.contentProblemOf(
            [...place, 'responses', String(status)],
            text,
          ) && this.errorProblemOf(text)
        : this.errorProblemOf(text);
    }
    if (!isObject(described)) {
      return `GitHub describes no answer ${status}`;
    }
    return /json/.test(contentType)
      ? this.contentProblemOf([...place, 'responses', String(status)], text)
      : undefined;
  }

  private operationOf(method: string, path: string): string[] | undefined {
    const found = this.operations
      .filter(
        ({ pattern, place }) =>
          (pattern.test(path) || pattern.test(`${path}/`)) &&
          isObject(this.schemas.at(...place, method.toLowerCase())),
      )
      .sort((one, other) => other.fixedParts - one.fixedParts);
    return found[0] && [...found[0].place, method.toLowerCase()];
  }

  private contentProblemOf(place: string[], text: string): string | undefined {
    const content = this.schemas.at(...place, 'content');
    if (!isObject(content)) {
      return text === '' ? undefined : 'has a body, GitHub describes none';
    }
    const types = Object.keys(content);
    const type = types.find(each => each === 'application/json') ?? types[0];
    return this.schemas.problemOf(
      [...place, 'content', type, 'schema'],
      JSON.parse(text),
    );
  }

  private errorProblemOf(text: string): string | undefined {
    const value: unknown = JSON.parse(text);
    const kinds = [
      'basic-error',
      'validation-error',
      'validation-error-simple',
    ];
    const problems = kinds.map(kind =>
      this.schemas.problemOf(['components', 'schemas', 'closed', kind], value),
    );
    return problems.includes(undefined) ? undefined : problems[0];
  }
}
