import type { Application } from './applicationSchema';
import { comparedStatus } from './applicationStatus';
import type { ApplicationWriter } from './ApplicationWriter';
import { decideAutoSync } from './autoSync';
import type { ClusterConnection } from './ClusterConnections';
import { compareWithLive } from './compareWithLive';
import type { TargetStates } from './manifests/TargetStates';
import type { Refresh } from './Refreshes';
import { revisionsOf, sourcesOf } from './sources';

/** Options of {@link ApplicationFollower.create}. */
export interface ApplicationFollowerOptions {
  writer: ApplicationWriter;
  targets: TargetStates;
  /** Fixed pause between two attempts to heal, in milliseconds. */
  selfHealMilliseconds?: number;
  /** Something is to be done about an Application, but only later. */
  onLater: (application: Application, milliseconds: number) => void;
}

/** Compares Applications with their clusters, lets automation decide, and writes the status. */
export class ApplicationFollower {
  private readonly options: ApplicationFollowerOptions;

  private constructor(options: ApplicationFollowerOptions) {
    this.options = options;
  }

  static create(options: ApplicationFollowerOptions): ApplicationFollower {
    return new ApplicationFollower(options);
  }

  async follow(
    application: Application,
    connection: ClusterConnection,
    refresh: Refresh,
  ): Promise<Application> {
    const { targets, writer, selfHealMilliseconds, onLater } = this.options;
    const sources = sourcesOf(application.spec);
    const known = revisionsOf(application.status?.sync);
    const withGit = refresh.withGit || known.length === 0;
    const result = await compareWithLive(application, {
      targets,
      connection,
      sources,
      revisions: withGit ? undefined : known,
      force: refresh.force,
    });
    const now = new Date();
    const decision = decideAutoSync(application, {
      ...result,
      sources,
      now,
      selfHealMilliseconds,
    });
    let next = application;
    if (decision.action === 'sync') {
      next = await writer.request(application, decision.operation);
    } else if (decision.action === 'wait') {
      onLater(application, decision.milliseconds);
    }
    return writer.writeStatus(
      next,
      comparedStatus(next, {
        result,
        sources,
        condition:
          decision.action === 'refuse' ? decision.condition : undefined,
        reconciledAt: withGit ? now : undefined,
        now,
      }),
    );
  }
}
