import { usePaths } from '../../hooks/usePaths';
import { useTagOptions } from '../../hooks/useTagOptions';
import { PLACEMENT_STATES, placementStates } from '../../state';
import { DISTRIBUTE_APPLICATION } from '../../templates';
import { ApplicationSummary } from '../ApplicationPage';
import { useMayChange } from '../ChangeMenu';
import { ListView } from '../ListView';
import { applicationColumns } from './applicationColumns';

const stateOptions = PLACEMENT_STATES.map(id => ({
  id,
  label: placementStates[id].word,
}));

const secondaryColumns = ['rules', 'tags'];

/**
 * The applications of a network, each with the states of its placements.
 */
export function ApplicationsView(props: { network: string }) {
  const { network } = props;
  const paths = usePaths();
  const tagOptions = useTagOptions(network, 'applications');
  const mayChange = useMayChange(network);
  const template = paths.template(DISTRIBUTE_APPLICATION, { network });
  return (
    <ListView
      network={network}
      words={['application', 'applications']}
      columns={applicationColumns}
      secondaryColumns={secondaryColumns}
      load={(api, query) => api.getApplications(network, query)}
      nameOf={application => application.name}
      defaultOrderBy="name"
      stateOptions={stateOptions}
      tagOptions={tagOptions}
      empty={{
        title: 'Nothing is distributed yet',
        description:
          'Applications stand here with the clusters that they run on and their state there. Declare the first one and where it goes; a pull request does the rest.',
        action:
          mayChange && template
            ? { label: 'Distribute an application', href: template }
            : undefined,
      }}
      panel={{
        hrefOf: name => paths.application(network, name),
        render: name => (
          <ApplicationSummary network={network} application={name} />
        ),
      }}
    />
  );
}
