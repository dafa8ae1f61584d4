import {
  isNotFound,
  mergePatchBetween,
  type ClusterClient,
  type KubeObject,
} from '../controller';
import {
  applicationKind,
  applicationSchema,
  type Application,
  type ApplicationStatus,
  type Operation,
  type OperationState,
} from './applicationSchema';
import { goStatus } from './goApplication';

/** Options of {@link ApplicationWriter.create}. */
export interface ApplicationWriterOptions {
  client: ClusterClient;
  /** Told of each Application as it was written. */
  onWritten: (application: KubeObject) => void;
}

/** Writes Applications: what differs, and nothing when nothing does. */
export class ApplicationWriter {
  private readonly options: ApplicationWriterOptions;

  private constructor(options: ApplicationWriterOptions) {
    this.options = options;
  }

  static create(options: ApplicationWriterOptions): ApplicationWriter {
    return new ApplicationWriter(options);
  }

  /** Returns the Application as it is afterwards; one that was deleted meanwhile as it was before. */
  async patch(application: Application, patch: object): Promise<Application> {
    const { namespace, name } = application.metadata;
    try {
      const written = await this.options.client.patch(
        applicationKind,
        { namespace, name },
        { patch },
      );
      if (written.metadata.deletionTimestamp === undefined) {
        this.options.onWritten(written);
      }
      return applicationSchema.parse(written);
    } catch (error) {
      if (isNotFound(error)) {
        return application;
      }
      throw error;
    }
  }

  async writeStatus(
    application: Application,
    status: ApplicationStatus,
  ): Promise<Application> {
    const patch = mergePatchBetween(
      goStatus(application.status),
      goStatus(status),
    );
    return patch ? this.patch(application, { status: patch }) : application;
  }

  /** Replaces the state of the operation, and nothing else of the status. */
  async writeOperation(
    application: Application,
    operationState: OperationState,
  ): Promise<Application> {
    const patch = mergePatchBetween(
      { operationState: application.status?.operationState },
      { operationState },
    );
    return patch ? this.patch(application, { status: patch }) : application;
  }

  /** Asks for an operation as automation does: it writes the whole object, without the state of the operation before. */
  async request(
    application: Application,
    operation: Operation,
  ): Promise<Application> {
    return this.patch(application, {
      operation,
      status: { ...goStatus(application.status), operationState: null },
    });
  }

  async writeFinalizers(
    application: Application,
    finalizers: readonly string[],
  ): Promise<Application> {
    return this.patch(application, {
      metadata: { finalizers: finalizers.length > 0 ? finalizers : null },
    });
  }
}
