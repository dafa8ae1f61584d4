import { createApp } from '@backstage/frontend-defaults';
import { navigationModule } from './nav';

export default createApp({
  features: [navigationModule],
});
