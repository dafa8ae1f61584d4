import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are loaded on demand, which takes its time on a busy machine.
configure({
  asyncUtilTimeout: 10_000,
  // Asking for each element's visibility takes seconds in tables.
  defaultHidden: true,
});
jest.setTimeout(60_000);
