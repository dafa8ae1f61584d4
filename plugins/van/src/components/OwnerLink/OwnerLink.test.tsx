import { screen } from '@testing-library/react';
import { renderWithVan } from '../../__testUtils__/renderVan';
import { OwnerLink } from './OwnerLink';

describe('OwnerLink', () => {
  it.each([
    ['group:default/payments', 'payments', '/catalog/default/group/payments'],
    ['payments', 'payments', '/catalog/default/group/payments'],
    ['user:stores/maria', 'user:stores/maria', '/catalog/stores/user/maria'],
  ])('leads from %s to the catalog', async (owner, text, href) => {
    renderWithVan(<OwnerLink owner={owner} />);
    expect(await screen.findByRole('link', { name: text })).toHaveAttribute(
      'href',
      href,
    );
  });

  it('leaves text that is no entity reference', async () => {
    renderWithVan(<OwnerLink owner="group:" />);
    expect(await screen.findByText('group:')).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
