import { describeOptions } from '../faults/faultOptions';
import { clusterFaultKinds } from '../faults/clusterFaultKinds';
import {
  forgeFaultKinds,
  forgeFaultOptions,
  forgeTarget,
} from './ForgeFaultSource';
import { imageFault } from './ImageFaults';
import { skupperFaultKinds, skupperFaultOptions } from './SkupperFaultSource';

/** A fault, without saying what of a running lab it can be put on. */
interface CataloguedFault {
  name: string;
  imitates: string;
  options: Readonly<Record<string, string>>;
}

/** Every fault of a lab, by what it can be put on: what `lab --help` shows. */
export const faultCatalogue: readonly {
  on: string;
  faults: readonly CataloguedFault[];
}[] = [
  {
    on: 'the hub or an edge (the way that others than its own controllers take to its API server)',
    faults: Object.entries(clusterFaultKinds).map(
      ([name, { imitates, options }]) => ({
        name,
        imitates,
        options: describeOptions(options),
      }),
    ),
  },
  {
    on: 'an edge; ghost-listeners on the hub, adaptor-restart on both',
    faults: Object.entries(skupperFaultKinds).map(([name, imitates]) => ({
      name,
      imitates,
      options: skupperFaultOptions(name),
    })),
  },
  {
    on: "an application's repository, such as storefront",
    faults: [{ ...imageFault, options: {} }],
  },
  {
    on: `the ${forgeTarget} (each takes ${Object.entries(
      describeOptions(forgeFaultOptions),
    )
      .map(([name, meaning]) => `${name}=: ${meaning}`)
      .join('; ')})`,
    faults: Object.entries(forgeFaultKinds).map(([name, imitates]) => ({
      name,
      imitates,
      options: {},
    })),
  },
];
