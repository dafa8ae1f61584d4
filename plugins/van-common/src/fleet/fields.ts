import { z } from 'zod';
import { compare } from './compare';

/**
 * Longest name of a network, cluster, application or rule. Names are joined (`<application>-<cluster>`,
 * `<cluster>-kube-api`), and Kubernetes allows 63 characters.
 *
 * @public
 */
export const MAX_NAME_LENGTH = 40;

const NAME = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
/** Backstage's own rule for tags, which has room for `key:value`. */
export const TAG = /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/;
const REPOSITORY =
  /^(?:(?:https?|ssh|git):\/\/[^\s/]+\/\S+|[\w.-]+@[\w.-]+:\S+)$/;
const CHART_REPOSITORY = /^(?:https?|oci):\/\/[^\s/]+(?:\/\S*)?$/;
// A user name alone is a token where the address is that of a web server; with SSH it is the account.
const REPOSITORY_WITH_PASSWORD =
  /^(?:(?:https?|oci):\/\/[^/?#]*@|\w+:\/\/[^/@]*:[^/@]*@)/i;

interface Rule {
  test(text: string): boolean;
  message: string;
  hint?(text: string): string | undefined;
}

/** Text that keeps all rules; the first broken one is reported with what to write instead. */
function text(...rules: Rule[]) {
  return z.string().superRefine((value, context) => {
    const broken = rules.find(rule => !rule.test(value));
    if (broken) {
      context.addIssue({
        code: 'custom',
        message: broken.message,
        params: { hint: broken.hint?.(value) },
      });
    }
  });
}

function slug(value: string, allowed: RegExp): string {
  return value
    .trim()
    .toLowerCase()
    .replace(allowed, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');
}

function suggest(suggestion: string, original: string): string | undefined {
  return suggestion && suggestion !== original
    ? `Write \`${suggestion}\`.`
    : undefined;
}

const notEmpty: Rule = {
  test: value => value.trim() !== '',
  message: 'must not be empty',
};

/** Argo CD evaluates `{{` in what is rendered, so no value from a file or a form may bring it along. */
const noTemplate: Rule = {
  test: value => !/\{\{|\}\}|\p{Cc}/u.test(value),
  message: 'must not contain `{{`, `}}` or control characters',
};

/**
 * The name of a network, cluster, application or rule. It starts with a letter, because a cluster's name begins the name
 * of a Service.
 *
 * @internal
 */
export const nameField = text(
  {
    test: value => NAME.test(value),
    message:
      'must be lower-case letters, digits and `-`, start with a letter and end with a letter or digit',
    hint: value =>
      suggest(slug(value, /[^a-z0-9]+/g).replace(/^[^a-z]+/, ''), value),
  },
  {
    test: value => value.length <= MAX_NAME_LENGTH,
    message: `must be at most ${MAX_NAME_LENGTH} characters long`,
  },
).meta({ pattern: NAME.source, maxLength: MAX_NAME_LENGTH });

/** @internal */
export const namespaceField = text({
  test: value => LABEL.test(value) && value.length <= 63,
  message:
    'must be a Kubernetes namespace: lower-case letters, digits and `-`, at most 63 characters',
  hint: value => suggest(slug(value, /[^a-z0-9]+/g).slice(0, 63), value),
}).meta({ pattern: LABEL.source, maxLength: 63 });

const tagField = text({
  test: value => TAG.test(value) && value.length <= 63,
  message:
    'must be a tag: lower-case letters, digits, `:`, `+`, `#` and single `-` between them, at most 63 characters',
  hint: value => suggest(slug(value, /[^a-z0-9:+#]+/g), value),
}).meta({ pattern: TAG.source, maxLength: 63 });

/** @internal */
export const tagsField = z
  .array(tagField)
  .transform(tags => [...new Set(tags)].sort(compare));

/**
 * A word that becomes the second half of a derived tag, such as `region:eu-west-1`.
 *
 * @internal
 */
export const wordField = text({
  test: value => TAG.test(value) && !value.includes(':') && value.length <= 40,
  message:
    'must be lower-case letters, digits and single `-` between them, at most 40 characters',
  hint: value => suggest(slug(value, /[^a-z0-9+#]+/g), value),
});

/**
 * Name of a cluster's variable, which stands as `${name}` where it is used.
 *
 * @internal
 */
export const variableField = text({
  test: value => /^[A-Za-z_][A-Za-z0-9_]*$/.test(value),
  message: 'must be letters, digits and `_`, and start with a letter or `_`',
  hint: value => suggest(value.replace(/[^A-Za-z0-9_]+/g, '_'), value),
});

/** @internal */
export const ownerField = text({
  test: value =>
    /^(?:[a-z]+:)?(?:[\w.-]+\/)?[\w.-]+$/i.test(value) && value.length <= 253,
  message: 'must be an entity reference, such as `group:default/payments`',
});

/** @internal */
export const proseField = z.string().max(2000);

/**
 * One line of text that goes to Argo CD as it is.
 *
 * @internal
 */
export const plainField = text(notEmpty, noTemplate);

const noPassword: Rule = {
  test: value => !REPOSITORY_WITH_PASSWORD.test(value),
  message: 'must not contain a password or token',
  hint: () =>
    'Give Argo CD the credentials of the repository and leave them out here.',
};

/** @internal */
export const gitRepositoryField = text(notEmpty, noTemplate, noPassword, {
  test: value => REPOSITORY.test(value),
  message: 'must be the address of a Git repository',
  hint: () =>
    'Write it as for `git clone`, for example `https://github.com/acme/web.git`.',
});

/** @internal */
export const chartRepositoryField = text(notEmpty, noTemplate, noPassword, {
  test: value => CHART_REPOSITORY.test(value),
  message: 'must be the address of a Helm repository',
  hint: () =>
    'Write it as for `helm repo add`, or `oci://…` without the name of the chart.',
});

/** @internal */
export const pathField = text(
  notEmpty,
  noTemplate,
  {
    test: value => !value.startsWith('/'),
    message: 'must be a folder within the repository',
    hint: value => suggest(value.replace(/^\/+/, '') || '.', value),
  },
  {
    test: value => !value.split('/').includes('..'),
    message: 'must not lead out of the repository',
  },
);

/** @internal */
export const revisionField = text(notEmpty, noTemplate, {
  test: value => !/\s/.test(value),
  message: 'must be a branch, tag or commit',
});
