import { Card, CardBody } from '@backstage/ui';
import { usePaths } from '../../hooks/usePaths';
import { useVanData } from '../../hooks/useVanData';
import { DataBoundary } from '../DataBoundary';
import { ThingPage } from '../ThingPage';
import columns from '../ThingPage/ThingPage.module.css';
import { PlacementStateBadge } from '../StateBadge';
import { ApplicationDetails } from './ApplicationDetails';
import { ApplicationPlacements } from './ApplicationPlacements';

/** Props of {@link ApplicationPage}. */
export interface ApplicationPageProps {
  network: string;
  application: string;
}

/**
 * One application of a network.
 */
export function ApplicationPage(props: ApplicationPageProps) {
  const { network, application } = props;
  const paths = usePaths();
  const data = useVanData({
    network,
    subject: `${network}/applications/${application}`,
    load: api => api.getApplication(network, application),
  });
  return (
    <ThingPage
      network={network}
      kind="application"
      title={application}
      href={paths.application(network, application)}
      error={data.error}
      refreshing={data.refreshing}
      list={{
        label: 'Applications',
        href: paths.tab(network, 'applications'),
      }}
      state={
        data.value?.state && <PlacementStateBadge state={data.value.state} />
      }
    >
      <DataBoundary data={data} what={`The application ${application}`}>
        {value => (
          <div className={columns.columns}>
            <Card>
              <CardBody>
                <ApplicationDetails application={value} />
              </CardBody>
            </Card>
            <Card>
              <CardBody>
                <ApplicationPlacements network={network} application={value} />
              </CardBody>
            </Card>
          </div>
        )}
      </DataBoundary>
    </ThingPage>
  );
}
