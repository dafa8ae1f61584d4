import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiArrowDownSLine, RiShareForwardLine } from '@remixicon/react';
import { usePaths } from '../../hooks/usePaths';
import { DISTRIBUTE_APPLICATION } from '../../templates';
import { useMayChange } from './useMayChange';

/** Props of {@link ChangeMenu}. */
export interface ChangeMenuProps {
  network: string;
}

/**
 * The changes that may be asked for here. Not there for a person who may not ask for any.
 */
export function ChangeMenu(props: ChangeMenuProps) {
  const { network } = props;
  const paths = usePaths();
  const mayChange = useMayChange(network);
  const href = paths.template(DISTRIBUTE_APPLICATION, { network });
  if (!mayChange || !href) {
    return null;
  }
  return (
    <MenuTrigger>
      <Button
        variant="primary"
        iconEnd={<RiArrowDownSLine aria-hidden="true" />}
      >
        Change…
      </Button>
      <Menu placement="bottom end">
        <MenuItem
          href={href}
          iconStart={<RiShareForwardLine aria-hidden="true" />}
        >
          Distribute an application
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
