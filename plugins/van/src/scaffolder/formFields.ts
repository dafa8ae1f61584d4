import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  networkPickerSchema,
  planReviewSchema,
  tagPickerSchema,
} from './schemas';
import { VanNetworkPicker } from './VanNetworkPicker';
import { VanPlanReview } from './VanPlanReview';
import { VanTagPicker } from './VanTagPicker';
import { validatePlanReview } from './validatePlanReview';

/** `ui:field: VanNetworkPicker` */
export const networkPicker = createFormField({
  name: 'VanNetworkPicker',
  component: VanNetworkPicker,
  schema: networkPickerSchema,
});

/** `ui:field: VanTagPicker` */
export const tagPicker = createFormField({
  name: 'VanTagPicker',
  component: VanTagPicker,
  schema: tagPickerSchema,
});

/** `ui:field: VanPlanReview` */
export const planReview = createFormField({
  name: 'VanPlanReview',
  component: VanPlanReview,
  schema: planReviewSchema,
  validation: validatePlanReview,
});
