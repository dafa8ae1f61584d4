import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { ServiceUnavailableError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  never,
  renderWithVan,
  sampleApi,
  type RenderVanOptions,
} from '../__testUtils__/renderVan';
import { networks } from '../../dev/sampleNetworks';
import { validatePlanReview } from './validatePlanReview';
import { VanNetworkPicker } from './VanNetworkPicker';
import { VanPlanReview } from './VanPlanReview';
import { VanTagPicker } from './VanTagPicker';

expect.extend(toHaveNoViolations);

const extensions = [
  { name: 'VanNetworkPicker', component: VanNetworkPicker },
  { name: 'VanTagPicker', component: VanTagPicker },
  {
    name: 'VanPlanReview',
    component: VanPlanReview,
    validation: validatePlanReview,
  },
];

const answers = {
  network: 'acme',
  name: 'gift-cards',
  tags: ['retail'],
  repoURL: 'https://github.com/acme/gift-cards',
  path: '.',
  targetRevision: 'main',
  namespace: 'gift-cards',
  where: 'newRule',
  rule: { clusterTags: ['region:eu'] },
};

/** Renders the scaffolder's own form with one field, as a template would have it. */
function renderField(
  field: JsonObject,
  options: RenderVanOptions & { formData?: Record<string, JsonValue> } = {},
) {
  const onCreate = jest.fn(async (_: Record<string, JsonValue>) => {});
  const rendered = renderWithVan(
    <SecretsContextProvider>
      <Stepper
        extensions={extensions}
        initialState={options.formData ?? {}}
        manifest={{
          title: 'Template',
          steps: [
            {
              title: 'Page',
              schema: {
                type: 'object',
                required: ['field'],
                properties: { field },
              },
            },
          ],
        }}
        onCreate={onCreate}
      />
    </SecretsContextProvider>,
    options,
  );
  return { ...rendered, onCreate };
}

/** Goes on to the end of the form. */
async function finish() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
}

describe('VanNetworkPicker', () => {
  const field = {
    type: 'string',
    title: 'Network',
    'ui:field': 'VanNetworkPicker',
  };

  it('offers the networks by their titles', async () => {
    const { onCreate, container } = renderField(field);
    const select = await screen.findByRole('button', {
      name: /Choose a network/,
    });
    await userEvent.click(select);
    await userEvent.click(
      // The other one is of the hidden native select.
      await screen.findByRole('option', { name: 'Globex', hidden: false }),
    );
    expect(await axe(container)).toHaveNoViolations();
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ field: 'globex' }),
    );
  });

  it('chooses the only network by itself', async () => {
    const { onCreate } = renderField(field, {
      api: { getNetworks: async () => ({ items: networks.slice(0, 1) }) },
    });
    await screen.findByRole('button', { name: /Acme stores/ });
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ field: 'acme' }),
    );
  });

  it('says when the networks cannot be loaded', async () => {
    renderField(field, {
      api: {
        getNetworks: async () => {
          throw new ServiceUnavailableError('The database is away.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The networks could not be loadedThe database is away.',
    );
  });
});

describe('VanTagPicker', () => {
  const field = {
    type: 'array',
    items: { type: 'string' },
    title: 'Tags',
    'ui:field': 'VanTagPicker',
    'ui:options': { of: 'clusters' },
  };

  it('suggests known tags with how many carry each, and takes new ones', async () => {
    const { onCreate } = renderField(field, {
      formData: { network: 'acme' },
    });
    const input = await screen.findByRole('combobox', { name: /Tags/ });
    await userEvent.type(input, 'region:e');
    const suggestion = await screen.findByRole('option', { name: 'region:eu' });
    expect(suggestion).toHaveTextContent('on 2 clusters');
    await userEvent.click(suggestion);

    await userEvent.type(input, 'Brand-New{Enter}');
    await waitFor(() => expect(input).toHaveValue(''));
    await waitFor(() =>
      expect(screen.queryByRole('listbox')).not.toBeInTheDocument(),
    );
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ field: ['region:eu', 'brand-new'] }),
    );
  });

  it('takes no notice of the empty places that the form makes for minItems', async () => {
    const { onCreate } = renderField(
      { ...field, minItems: 1 },
      { formData: { network: 'acme' } },
    );
    const input = await screen.findByRole('combobox', { name: /Tags/ });
    await userEvent.type(input, 'retail{Enter}');
    expect(await screen.findAllByRole('row')).toHaveLength(1);
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ field: ['retail'] }),
    );
  });

  it('removes a chosen tag', async () => {
    const { onCreate } = renderField(field, {
      formData: { network: 'acme', field: ['retail', 'pci'] },
    });
    const [remove] = await screen.findAllByRole('button', { name: /Remove/ });
    await userEvent.click(remove);
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ field: ['pci'] }),
    );
  });

  it('waits for a network', async () => {
    renderField(field);
    expect(
      await screen.findByPlaceholderText('Choose a network first'),
    ).toBeDisabled();
  });

  it('takes any tag when the known ones cannot be loaded', async () => {
    const { onCreate } = renderField(field, {
      formData: { network: 'acme' },
      api: {
        getTags: async () => {
          throw new ServiceUnavailableError('The database is away.');
        },
      },
    });
    await screen.findByText(/Known tags could not be loaded/);
    await userEvent.type(screen.getByRole('combobox'), 'retail{Enter}');
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ field: ['retail'] }),
    );
  });
});

describe('VanPlanReview', () => {
  const field = { type: 'object', 'ui:field': 'VanPlanReview' };

  it('shows what the change does and binds the form to that plan', async () => {
    const { onCreate, container } = renderField(field, { formData: answers });
    expect(await screen.findByText('2 arrive')).toBeInTheDocument();
    expect(container).toHaveTextContent(
      'Applications tagged retail run on clusters tagged region:eu',
    );
    expect(container).toHaveTextContent(
      'Because rule gift-cards matches retail → region:eu.',
    );
    expect(
      screen.getByText('berlin cannot be reached now.'),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
    await finish();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        field: {
          base: '6f69057bb3061fe5aa386a462c10f4e0e5ab3d4a',
          digest: 'sample-2',
        },
      }),
    );
  });

  it('says that the plan is being worked out', async () => {
    renderField(field, { formData: answers, api: { plan: never } });
    expect(
      await screen.findByRole('progressbar', { name: 'Working out the plan' }),
    ).toBeInTheDocument();
  });

  it('shows warnings with what to do', async () => {
    renderField(field, {
      formData: { ...answers, rule: { clusterTags: ['moon'] } },
    });
    expect(await screen.findByText('Nothing changes')).toBeInTheDocument();
    expect(
      screen.getByText('Choose a tag that a cluster has.'),
    ).toBeInTheDocument();
  });

  it('shows errors, and does not let the form go on with them', async () => {
    const api = sampleApi();
    renderField(field, {
      formData: answers,
      api: {
        plan: async (network, request) => {
          const response = await api.plan(network, request);
          const error = {
            code: 'NAME_TAKEN' as const,
            subject: 'gift-cards',
            message: 'gift-cards runs already.',
          };
          return { ...response, plan: { ...response.plan, errors: [error] } };
        },
      },
    });
    expect(await screen.findByText('gift-cards runs already.')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/There is no plan yet/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByText('Create')).not.toBeInTheDocument();
  });

  it('does not let the form go on without a plan, and plans again on demand', async () => {
    const plan = jest
      .fn(sampleApi().plan)
      .mockRejectedValueOnce(
        new ServiceUnavailableError('The fleet repository is away.'),
      );
    const api = sampleApi();
    plan.mockImplementation((network, request) => api.plan(network, request));
    renderField(field, { formData: answers, api: { plan } });
    expect(
      await screen.findByText('The plan could not be loaded'),
    ).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/There is no plan yet/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByText('Create')).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('2 arrive')).toBeInTheDocument();
    await finish();
  });

  it('says which answers are wrong before it asks', async () => {
    const plan = jest.fn(sampleApi().plan);
    renderField(field, {
      formData: { ...answers, name: 'Not A Name' },
      api: { plan },
    });
    expect(
      await screen.findByText('The plan cannot be made yet'),
    ).toBeVisible();
    expect(screen.getByText(/name/)).toBeInTheDocument();
    expect(plan).not.toHaveBeenCalled();
  });
});
