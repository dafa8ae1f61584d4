module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Tests start a portal's backend on the lab; the lab itself knows no plugin.
    '@backstage/no-mixed-plugin-imports': [
      'warn',
      {
        excludedFiles: ['**/__testUtils__/TestPortal.ts'],
      },
    ],
    // What is waited for must come: those fail when it does not.
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', '**.expect*', '**.until*'] },
    ],
  },
});
