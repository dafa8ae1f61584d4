import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
} from 'yaml';
import type { FleetProblem } from './types';

/** Files are written by hand; anything larger is not a declaration. */
const MAX_FILE_LENGTH = 256 * 1024;

const SYNTAX_HINTS: Record<string, string> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  DUPLICATE_KEY: 'Keep one of them.',
  BAD_INDENT: 'Check the indentation and that each bracket is closed.',
  MULTILINE_IMPLICIT_KEY: 'Check the indentation of this line.',
  UNEXPECTED_TOKEN: 'Put the text in quotes.',
};

/**
 * The one YAML document of a file, and where its parts stand.
 *
 * @internal
 */
export class YamlFile {
  readonly path: string;
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  private constructor(options: {
    path: string;
    value: unknown;
    document: Document.Parsed;
    lines: LineCounter;
  }) {
    this.path = options.path;
    this.value = options.value;
    this.#document = options.document;
    this.#lines = options.lines;
  }

  /**
   * Reads a file that should hold one YAML document. Never throws: what is wrong is in `problems`.
   */
  static read(
    path: string,
    text: string,
  ): { file: YamlFile } | { problems: FleetProblem[] } {
    if (text.length > MAX_FILE_LENGTH) {
      return problem(path, `The file is larger than ${MAX_FILE_LENGTH} bytes`);
    }
    const lines = new LineCounter();
    try {
      const documents = parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        logLevel: 'error',
      });
      const [document, second] = documents;
      if (!document || !('contents' in document) || !document.contents) {
        return problem(path, 'The file is empty');
      }
      if (document.errors.length > 0) {
        return {
          problems: document.errors.map(error => ({
            location: { path, ...position(lines, error.pos[0]) },
            message: `This is not valid YAML: ${lowerFirst(error.message)}`,
            hint: SYNTAX_HINTS[error.code],
          })),
        };
      }
      if (second) {
        return {
          problems: [
            {
              location: { path, ...position(lines, second.range[0]) },
              message: 'The file holds more than one document',
              hint: 'Put each into a file of its own.',
            },
          ],
        };
      }
      // Aliases are resolved at most a hundred times, so that a small file cannot become a huge value.
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      return { file: new YamlFile({ path, value, document, lines }) };
    } catch (error) {
      return problem(
        path,
        `The file cannot be read: ${
          error instanceof RangeError ? 'it is nested too deeply' : error
        }`,
      );
    }
  }

  /**
   * A problem at a field, or at the nearest thing around it that is in the file.
   */
  problem(options: {
    path: readonly PropertyKey[];
    message: string;
    hint?: string;
  }): FleetProblem {
    return {
      location: { path: this.path, ...this.#positionOf(options.path) },
      message: options.message,
      hint: options.hint,
    };
  }

  #positionOf(path: readonly PropertyKey[]) {
    let node: unknown = this.#document.contents;
    let offset = isNode(node) ? node.range?.[0] : undefined;
    for (const part of path) {
      if (isMap(node)) {
        const pair = node.items.find(
          ({ key }) => isScalar(key) && key.value === part,
        );
        // A key is the place to look at when its value is missing, or is more than one word.
        offset = startOf(pair?.key) ?? offset;
        node = pair?.value;
      } else if (isSeq(node) && typeof part === 'number') {
        node = node.items[part];
        offset = startOf(node) ?? offset;
      } else {
        break;
      }
    }
    offset = (isScalar(node) ? startOf(node) : undefined) ?? offset;
    return offset === undefined ? {} : position(this.#lines, offset);
  }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function problem(path: string, message: string): { problems: FleetProblem[] } {
  return { problems: [{ location: { path }, message }] };
}

function position(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
