import type {
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  vanChangeCreatePermission,
  vanNetworkReadPermission,
} from '@vanstage/backstage-plugin-van-common';
import { networkResourceRef } from './networkResource';

/**
 * A request with any parameters, body and answer.
 *
 * @internal
 */
export type AnyRequest = Parameters<HttpAuthService['credentials']>[0];

interface NetworkAccessOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}

interface Decisions {
  read: PolicyDecision;
  createChange: PolicyDecision;
}

/**
 * Says which networks the caller of a request may see and change. The permission framework is asked once a request.
 *
 * @internal
 */
export class NetworkAccess {
  private readonly decisions = new WeakMap<object, Promise<Decisions>>();
  private readonly isAllowed: (
    decision: PolicyDecision,
    network: { name: string },
  ) => boolean;

  /** The resource type must be registered before. */
  constructor(private readonly options: NetworkAccessOptions) {
    this.isAllowed = createConditionAuthorizer(
      options.permissionsRegistry.getPermissionRuleset(networkResourceRef),
    );
  }

  /**
   * Turns away who may read no network at all, and from a write who may change none.
   *
   * @throws NotAllowedError
   */
  async enter(request: AnyRequest): Promise<void> {
    const { read, createChange } = await this.decide(request);
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (
      read.result === AuthorizeResult.DENY ||
      (isWrite && createChange.result === AuthorizeResult.DENY)
    ) {
      throw notAllowed();
    }
  }

  /** The networks among these that the caller may read. */
  async filterReadable(
    request: AnyRequest,
    names: string[],
  ): Promise<string[]> {
    const { read } = await this.decide(request);
    return names.filter(name => this.isAllowed(read, { name }));
  }

  /** @throws NotAllowedError, also for a network that does not exist: who may not read it is not told. */
  async assertReadable(request: AnyRequest, name: string): Promise<void> {
    const { read } = await this.decide(request);
    if (!this.isAllowed(read, { name })) {
      throw notAllowed();
    }
  }

  /** @throws NotAllowedError */
  async assertChangeable(request: AnyRequest, name: string): Promise<void> {
    const { createChange } = await this.decide(request);
    if (!this.isAllowed(createChange, { name })) {
      throw notAllowed();
    }
  }

  private decide(request: AnyRequest): Promise<Decisions> {
    const known = this.decisions.get(request);
    const decisions = known ?? this.ask(request);
    this.decisions.set(request, decisions);
    return decisions;
  }

  private async ask(request: AnyRequest): Promise<Decisions> {
    const { httpAuth, permissions } = this.options;
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const [read, createChange] = await permissions.authorizeConditional(
      [
        { permission: vanNetworkReadPermission },
        { permission: vanChangeCreatePermission },
      ],
      { credentials },
    );
    return { read, createChange };
  }
}

function notAllowed(): NotAllowedError {
  return new NotAllowedError(
    'You may not do this. Ask whoever manages the permissions of this portal.',
  );
}
