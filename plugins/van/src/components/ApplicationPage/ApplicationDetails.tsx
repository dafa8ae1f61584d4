import { Link, Text } from '@backstage/ui';
import type {
  ApplicationView,
  SourceView,
} from '@vanstage/backstage-plugin-van-common';
import { FactList } from '../FactList';
import { OwnerLink } from '../OwnerLink';
import { NotDeclaredBadge } from '../StateBadge';
import { TagList } from '../TagList';
import styles from './ApplicationPage.module.css';

function isWebUrl(url: string): boolean {
  return /^https?:\/\//.test(url);
}

function Source(props: { source: SourceView }) {
  const { repoURL, path = '.', chart, targetRevision } = props.source;
  const name = repoURL.replace(/^https?:\/\//, '').replace(/\.git$/, '');
  const part = chart ?? (path === '.' ? undefined : path);
  return (
    <>
      {isWebUrl(repoURL) ? (
        <Link href={repoURL} target="_blank">
          {name}
        </Link>
      ) : (
        name
      )}
      {part && (
        <>
          {' · '}
          {chart && 'chart '}
          <code>{part}</code>
        </>
      )}
      {' at '}
      <code>{targetRevision}</code>
    </>
  );
}

function Sources(props: { sources: SourceView[] }) {
  const [first, ...others] = props.sources;
  if (others.length === 0) {
    return <Source source={first} />;
  }
  return (
    <ul className={styles.sources}>
      {props.sources.map((source, index) => (
        <li key={source.name ?? index}>
          <Source source={source} />
        </li>
      ))}
    </ul>
  );
}

/** Props of {@link ApplicationDetails}. */
export interface ApplicationDetailsProps {
  application: ApplicationView;
}

/**
 * What an application is and where it comes from.
 */
export function ApplicationDetails(props: ApplicationDetailsProps) {
  const { application } = props;
  return (
    <div className={styles.stack}>
      {!application.declared && (
        <div>
          <NotDeclaredBadge />
        </div>
      )}
      {application.description && (
        <Text as="p" className={styles.paragraph}>
          {application.description}
        </Text>
      )}
      <FactList
        facts={[
          {
            label: 'Owner',
            value: application.owner && <OwnerLink owner={application.owner} />,
          },
          {
            label: 'Tags',
            value: (
              <TagList
                tags={application.tags}
                label={`Tags of ${application.name}`}
              />
            ),
          },
          {
            label: application.sources.length > 1 ? 'Sources' : 'Source',
            value:
              application.sources.length > 0 ? (
                <Sources sources={application.sources} />
              ) : undefined,
          },
          { label: 'Namespace', value: application.namespace },
          { label: 'Rules', value: application.rules.join(', ') || 'None' },
          {
            label: 'Declared in',
            value: application.sourceUrl && (
              <Link href={application.sourceUrl} target="_blank">
                the fleet repository
              </Link>
            ),
          },
        ]}
      />
    </div>
  );
}
