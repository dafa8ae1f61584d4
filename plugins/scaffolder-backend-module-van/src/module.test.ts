import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleVan } from './module';

describe('the scaffolder module', () => {
  it("adds Vanstage's actions", async () => {
    const added: TemplateAction[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...actions) => added.push(...actions) },
        ],
      ],
      features: [
        scaffolderModuleVan,
        mockServices.rootConfig.factory({
          data: {
            van: { fleet: { url: 'https://git.example.com/acme/fleet' } },
            integrations: {
              github: [
                {
                  host: 'git.example.com',
                  apiBaseUrl: 'https://git.example.com/api/v3',
                },
              ],
            },
          },
        }),
      ],
    });

    expect(added.map(({ id, supportsDryRun }) => [id, supportsDryRun])).toEqual(
      [['van:application:create', true]],
    );
  });
});
