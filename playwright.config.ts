import { defineConfig } from '@playwright/test'
import { keyringUnderTest } from './test/support/keyring-under-test.ts'

// What a form, a page or a key does is the same however secrets are kept: it is tried once.
const whateverTheVault = [
  'accessib*',
  'every-way',
  'faces',
  'find-login',
  'keyboard-profiles',
  'make-profiles',
  'navigation',
]

// One window at a time on a screen (npm test gives each worker its own), and no second chance: a test that passes only
// sometimes is a failure.
export default defineConfig({
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: `test-results/artifacts-${keyringUnderTest}-keyring`,
  projects: [
    {
      name: 'app',
      testDir: 'test/app',
      testMatch: '**/*.test.ts',
      testIgnore: keyringUnderTest === 'gnome' ? whateverTheVault.map((name) => `**/${name}.test.ts`) : [],
    },
    { name: 'packaged', testDir: 'test/packaged', testMatch: '**/*.test.ts' },
  ],
})
