import { Text } from '@backstage/ui';
import { usePaths } from '../../hooks/usePaths';
import { useMayChange } from '../ChangeMenu';
import { DISTRIBUTE_APPLICATION } from '../../templates';
import { ListView } from '../ListView';
import { RuleDetails } from './RuleDetails';
import { ruleColumns } from './ruleColumns';

const secondaryColumns = ['matchedApplications', 'matchedClusters'];

/**
 * The distribution rules of a network as sentences.
 */
export function RulesView(props: { network: string }) {
  const { network } = props;
  const paths = usePaths();
  const mayChange = useMayChange(network);
  const template = paths.template(DISTRIBUTE_APPLICATION, { network });
  return (
    <ListView
      network={network}
      words={['rule', 'rules']}
      columns={ruleColumns}
      secondaryColumns={secondaryColumns}
      load={(api, query) => api.getRules(network, query)}
      nameOf={rule => rule.name}
      defaultOrderBy="name"
      empty={{
        title: 'There are no rules yet',
        description:
          'A rule says which applications run on which clusters, by their tags. The first one comes with the first application.',
        action:
          mayChange && template
            ? { label: 'Distribute an application', href: template }
            : undefined,
      }}
      panel={{
        render: (name, rule) =>
          rule ? (
            <RuleDetails network={network} rule={rule} />
          ) : (
            <Text>The rule {name} is not on this page of the list.</Text>
          ),
      }}
    />
  );
}
