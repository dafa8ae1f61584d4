import { useVanData } from '../../hooks/useVanData';
import { DataBoundary } from '../DataBoundary';
import { ApplicationDetails } from './ApplicationDetails';
import { ApplicationPlacements } from './ApplicationPlacements';

/** Props of {@link ApplicationSummary}. */
export interface ApplicationSummaryProps {
  network: string;
  application: string;
}

/**
 * An application in a panel: where it runs first, then what it is.
 */
export function ApplicationSummary(props: ApplicationSummaryProps) {
  const { network, application } = props;
  const data = useVanData({
    network,
    subject: `${network}/applications/${application}`,
    load: api => api.getApplication(network, application),
  });
  return (
    <DataBoundary data={data} what={`The application ${application}`}>
      {value => (
        <>
          <ApplicationDetails application={value} />
          <ApplicationPlacements
            network={network}
            application={value}
            level={4}
          />
        </>
      )}
    </DataBoundary>
  );
}
