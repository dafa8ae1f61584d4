import { DescribedAnswers } from './DescribedAnswers';

const api = '/api/v3';
let described: DescribedAnswers | undefined;

/**
 * From here on each answer of a forge that a test of this file gets must be one that GitHub describes, whichever client
 * asks: all of them ask through `fetch`.
 */
export function checkEveryAnswer(): void {
  let problems: string[] = [];
  const { fetch } = globalThis;

  beforeAll(() => {
    described ??= DescribedAnswers.load();
  });

  beforeEach(() => {
    problems = [];
    globalThis.fetch = async (input, init) => {
      const response = await fetch(input, init);
      const request = new Request(input, { ...init, body: undefined });
      const problem = await problemOf(request, response.clone());
      if (problem) {
        problems.push(problem);
      }
      return response;
    };
  });

  afterEach(() => {
    globalThis.fetch = fetch;
    expect(problems).toEqual([]);
  });
}

async function problemOf(
  request: Request,
  response: Response,
): Promise<string | undefined> {
  const { pathname } = new URL(request.url);
  // An archive comes from elsewhere, where a redirect has led.
  if (!pathname.startsWith(api) || response.redirected) {
    return undefined;
  }
  const { status } = response;
  const { method } = request;
  const path = decodeURIComponent(pathname.slice(api.length));
  const problem = described?.problemOf({
    ...{ method, path, status },
    contentType: response.headers.get('content-type') ?? '',
    text: await response.text(),
  });
  return problem && `${method} ${path} answered ${status}: ${problem}`;
}
