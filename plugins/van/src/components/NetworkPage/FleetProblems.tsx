import { Alert } from '@backstage/ui';
import type { FleetProblem } from '@vanstage/backstage-plugin-van-common';
import { Details } from '../Details';
import { InlineCode } from '../InlineCode';
import styles from './NetworkPage.module.css';

/** So many problems are shown at once; the others stand behind details. */
const SHOWN = 3;

function Problems(props: { problems: FleetProblem[] }) {
  return (
    <ul className={styles.problems}>
      {props.problems.map(({ location, message, hint }, index) => (
        <li key={index}>
          <code>
            {location.path}
            {location.line !== undefined && `:${location.line}`}
          </code>
          {' – '}
          <InlineCode text={hint ? `${message} ${hint}` : message} />
        </li>
      ))}
    </ul>
  );
}

/** Props of {@link FleetProblems}. */
export interface FleetProblemsProps {
  problems: FleetProblem[];
}

/**
 * Files of the fleet repository that could not be read, and how to mend them. Nothing when all could be.
 */
export function FleetProblems(props: FleetProblemsProps) {
  const { problems } = props;
  if (problems.length === 0) {
    return null;
  }
  const rest = problems.slice(SHOWN);
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={
        problems.length === 1
          ? 'One problem in the fleet repository'
          : `${problems.length} problems in the fleet repository`
      }
      description={
        <>
          {problems.length === 1 ? 'What it concerns' : 'What they concern'} is
          shown as it was before.
          <Problems problems={problems.slice(0, SHOWN)} />
          {rest.length > 0 && (
            <Details summary={`${rest.length} more`}>
              <Problems problems={rest} />
            </Details>
          )}
        </>
      }
    />
  );
}
