import { Link, Text } from '@backstage/ui';
import type { RuleView } from '@vanstage/backstage-plugin-van-common';
import { usePaths } from '../../hooks/usePaths';
import { FactList } from '../FactList';
import { RuleSentence } from '../RuleSentence';
import styles from './RulesView.module.css';

function Links(props: { names: string[]; hrefOf(name: string): string }) {
  const { names, hrefOf } = props;
  if (names.length === 0) {
    return <>None</>;
  }
  return (
    <ul className={styles.links}>
      {names.map(name => (
        <li key={name}>
          <Link href={hrefOf(name)}>{name}</Link>
        </li>
      ))}
    </ul>
  );
}

/** Props of {@link RuleDetails}. */
export interface RuleDetailsProps {
  network: string;
  rule: RuleView;
}

/**
 * What a rule says and what it matches now.
 */
export function RuleDetails(props: RuleDetailsProps) {
  const { network, rule } = props;
  const paths = usePaths();
  return (
    <>
      <Text as="p" className={styles.sentence}>
        <RuleSentence rule={rule} />
      </Text>
      {rule.description && (
        <Text as="p" color="secondary" className={styles.sentence}>
          {rule.description}
        </Text>
      )}
      <FactList
        facts={[
          {
            label: 'Applications',
            value: (
              <Links
                names={rule.matchedApplications}
                hrefOf={name => paths.application(network, name)}
              />
            ),
          },
          {
            label: 'Clusters',
            value: (
              <Links
                names={rule.matchedClusters}
                hrefOf={name => paths.cluster(network, name)}
              />
            ),
          },
          { label: 'Placements', value: rule.placementCount },
          {
            label: 'Declared in',
            value: rule.sourceUrl && (
              <Link href={rule.sourceUrl} target="_blank">
                the fleet repository
              </Link>
            ),
          },
        ]}
      />
    </>
  );
}
