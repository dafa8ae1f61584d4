import { Link, Text } from '@backstage/ui';
import type {
  ApplicationSource,
  ApplicationView,
} from '@vanstage/backstage-plugin-van-common';
import { FactList } from '../FactList';
import { OwnerLink } from '../OwnerLink';
import { NotDeclaredBadge } from '../StateBadge';
import { TagList } from '../TagList';
import styles from './ApplicationPage.module.css';

function isWebUrl(url: string): boolean {
  return /^https?:\/\//.test(url);
}

function Source(props: { source: ApplicationSource }) {
  const { repoURL, path, targetRevision } = props.source;
  const name = repoURL.replace(/^https?:\/\//, '').replace(/\.git$/, '');
  return (
    <>
      {isWebUrl(repoURL) ? (
        <Link href={repoURL} target="_blank">
          {name}
        </Link>
      ) : (
        name
      )}
      {path !== '.' && (
        <>
          {' · '}
          <code>{path}</code>
        </>
      )}
      {' at '}
      <code>{targetRevision}</code>
    </>
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
            label: 'Source',
            value: application.source && <Source source={application.source} />,
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
