import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/**
 * The scaffolder fields of the template "Distribute an application".
 */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'network-picker',
    params: {
      field: async () => (await import('./formFields')).networkPicker,
    },
  }),
  FormFieldBlueprint.make({
    name: 'tag-picker',
    params: { field: async () => (await import('./formFields')).tagPicker },
  }),
  FormFieldBlueprint.make({
    name: 'plan-review',
    params: { field: async () => (await import('./formFields')).planReview },
  }),
];
