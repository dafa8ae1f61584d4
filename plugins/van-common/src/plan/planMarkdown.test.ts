import { acmeFleet, application, rule } from '../__testUtils__/acme';
import { plan } from './plan';
import { planMarkdown } from './planMarkdown';
import type { Plan } from './types';

const change = plan(
  acmeFleet(),
  acmeFleet({
    'networks/acme/applications/web.yaml': application('web', '[]'),
    'networks/acme/applications/tools.yaml': application('tools', '[shop]'),
  }),
);

const empty: Plan = {
  network: 'acme',
  added: [],
  removed: [],
  changed: [],
  unchangedCount: 0,
  errors: [],
  warnings: [],
  digest: 'd'.repeat(64),
};

function placements(count: number, name = (index: number) => `app-${index}`) {
  return Array.from({ length: count }, (_, index) => ({
    application: name(index),
    cluster: 'paris',
    why: [
      { rule: 'shops', applicationMatch: ['shop'], clusterMatch: ['retail'] },
    ],
  }));
}

describe('planMarkdown', () => {
  it('begins with the summary and lists by application what moves and why', () => {
    expect(planMarkdown({ ...change, warnings: [] }))
      .toBe(`**2 arrive, 2 leave** on network \`acme\`.

| Application | | Cluster | Why |
| --- | --- | --- | --- |
| \`tools\` | arrives | \`berlin\` | rule \`shops\`: \`shop\` → \`retail\` |
| \`tools\` | arrives | \`paris\` | rule \`shops\`: \`shop\` → \`retail\` |
| \`web\` | leaves | \`berlin\` | was there by rule \`shops\`: \`shop\` → \`retail\` |
| \`web\` | leaves | \`paris\` | was there by rule \`shops\`: \`shop\` → \`retail\` |

plan \`${change.digest.slice(0, 12)}\` · 0 stay as they are
`);
  });

  it('says who asked, what for and on what it was planned', () => {
    const text = planMarkdown(change, {
      description: 'Move to the new shop',
      requestedBy: 'user:default/jane',
      base: 'abcdef0123456789',
    });
    expect(text).toContain('\n\nMove to the new shop\n\n');
    expect(text).toContain('asked for by `user:default/jane`');
    expect(text).toContain('planned on `abcdef012345`');
  });

  it('ends with the warnings and what to do', () => {
    const { warnings } = plan(
      acmeFleet(),
      acmeFleet({
        'networks/acme/rules/shops.yaml': rule('shops', {
          applications: 'shop',
          clusters: '{anyOf: [retail, retial]}',
        }),
      }),
    );
    expect(planMarkdown({ ...empty, warnings })).toMatch(
      /### Warnings\n\n- .*retial.*Did you mean retail\?/,
    );
  });

  it('says so when nothing changes', () => {
    expect(planMarkdown(empty)).toMatch(/^\*\*Nothing changes\*\*/);
  });

  it('lets no text become markup, a mention, a reference or a link', () => {
    const text = planMarkdown(empty, {
      description:
        '<script>x</script> ![x](http://evil.example) @octocat fixes #1 | a\n# Heading\n- [ ] task\n1. one\nhttp://evil.example www.evil.example',
      requestedBy: 'user:default/`@octocat`|',
    });
    expect(text).not.toMatch(/<script|\]\(|@octocat fixes|(?<!&)#1|\| a/);
    expect(text).not.toMatch(/^(# |- |1\.)/m);
    expect(text).not.toMatch(/:\/\/evil|www\.evil/);
    expect(text).toContain("`user:default/'@octocat'\\|`");
  });

  it('stays below what GitHub takes, and counts what it leaves out', () => {
    const text = planMarkdown({
      ...empty,
      added: placements(5000),
      warnings: Array.from({ length: 500 }, (_, index) => ({
        code: 'UNKNOWN_TAG',
        subject: `rule-${index}`,
        message: `No cluster is tagged ${'t'.repeat(
          63,
        )}, which rule r asks for.`,
      })),
    });
    expect(text.length).toBeLessThanOrEqual(60_000);
    const shown = text.match(/\| arrives \|/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(300);
    expect(text).toContain(`…and ${5000 - shown} more, which do not fit here`);
    expect(text).toContain('…and 450 more');
  });
});
