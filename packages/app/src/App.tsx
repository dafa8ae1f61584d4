import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navigationModule } from './nav';

export default createApp({
  features: [catalogPlugin, navigationModule],
});
