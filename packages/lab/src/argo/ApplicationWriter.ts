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
} from './applicationSchema';
import { resourcesFinalizer } from './cascade';

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
    const patch = mergePatchBetween({ ...application.status }, { ...status });
    return patch ? this.patch(application, { status: patch }) : application;
  }

  async removeFinalizer(application: Application): Promise<void> {
    const finalizers = (application.metadata.finalizers ?? []).filter(
      finalizer => finalizer !== resourcesFinalizer,
    );
    await this.patch(application, {
      metadata: { finalizers: finalizers.length > 0 ? finalizers : null },
    });
  }
}
