import type { Accounts } from '../accounts/Accounts';
import type { ForgeRepository } from '../ForgeRepository';
import type { Links } from './Links';

/**
 * What turns objects of the forge into JSON as GitHub writes it.
 *
 * @internal
 */
export interface View {
  links: Links;
  accounts: Accounts;
  forksOf(repository: ForgeRepository): ForgeRepository[];
}
