import { parseDifferences } from './parseDifferences';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const none = '0'.repeat(40);

describe('parseDifferences', () => {
  it('reads changed, renamed, binary and deleted files', () => {
    const summary = [
      `:100644 100644 ${a} ${b} M`,
      'a.txt',
      `:100644 100644 ${a} ${a} R100`,
      'old name.txt',
      'new name.txt',
      `:000000 100644 ${none} ${b} A`,
      'logo.png',
      `:100644 000000 ${a} ${none} D`,
      'gone.txt',
      '1\t2\ta.txt',
      '0\t0\t',
      'old name.txt',
      'new name.txt',
      '-\t-\tlogo.png',
      '0\t1\tgone.txt',
      '',
    ].join('\0');
    const patches = [
      'diff --git a/a.txt b/a.txt',
      `index ${a}..${b} 100644`,
      '--- a/a.txt',
      '+++ b/a.txt',
      '@@ -1,2 +1 @@',
      '-diff --git a/x b/x',
      '-@@ -1 +1 @@',
      '+one',
      'diff --git a/old name.txt b/new name.txt',
      'similarity index 100%',
      'rename from old name.txt',
      'rename to new name.txt',
      'diff --git a/logo.png b/logo.png',
      'Binary files /dev/null and b/logo.png differ',
      'diff --git a/gone.txt b/gone.txt',
      '--- a/gone.txt',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-gone',
      '',
    ].join('\n');

    expect(parseDifferences(summary, patches)).toEqual([
      {
        status: 'modified',
        path: 'a.txt',
        sha: b,
        additions: 1,
        deletions: 2,
        patch: '@@ -1,2 +1 @@\n-diff --git a/x b/x\n-@@ -1 +1 @@\n+one',
      },
      {
        status: 'renamed',
        path: 'new name.txt',
        previousPath: 'old name.txt',
        sha: a,
        additions: 0,
        deletions: 0,
      },
      {
        status: 'added',
        path: 'logo.png',
        sha: b,
        additions: 0,
        deletions: 0,
      },
      {
        status: 'removed',
        path: 'gone.txt',
        sha: a,
        additions: 0,
        deletions: 1,
        patch: '@@ -1 +0,0 @@\n-gone',
      },
    ]);
  });

  it('reads that nothing changed', () => {
    expect(parseDifferences('', '')).toEqual([]);
  });
});
