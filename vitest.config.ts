import path from 'node:path'
import { defineConfig } from 'vitest/config'

const shared = {
  resolve: { alias: { '@contract': path.resolve(import.meta.dirname, 'electron/contract') } },
}

// Real servers, sockets and processes, or very many inputs: too slow for a check that is run before every commit.
const withServers = [
  'test/electron/{adapters,playground}/**/*.test.ts',
  // Hundreds of requests and sign-ins each.
  'test/electron/domain/requests/redirect-leaks.test.ts',
  // Every turn that two processes can take, and hundreds of drafts as files.
  'test/electron/domain/vault/vault-interleavings.test.ts',
  'test/electron/domain/collections/any-draft.test.ts',
  // Tens of thousands of texts.
  'test/electron/domain/jwt/inspect-many-texts.test.ts',
  'test/electron/domain/synthetic/any-text.test.ts',
  'test/electron/domain/sign-in/{every-way,endings-of-every-way,crossed-issuers}.test.ts',
]

// Parts of the window, drawn and used as a person would: React's development build takes its time.
const components = ['test/renderer/**/*.test.tsx']

// test/app and test/packaged are Playwright's; test/bench and test/faults are run by their own commands.
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          environment: 'node',
          // Modules are loaded once per worker, not once per file: half of the time. Ours keep no state to share.
          isolate: false,
          // For machines that do other work beside; a test that hangs still ends.
          testTimeout: 15_000,
          include: ['test/{architecture,contract,electron,renderer,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...withServers, ...components],
        },
      },
      {
        ...shared,
        test: {
          name: 'components',
          environment: 'node',
          isolate: false,
          // Nothing but computing, and nothing else runs beside it: no core is kept free, which on two would be half of all.
          maxWorkers: '100%',
          testTimeout: 15_000,
          include: components,
        },
      },
      {
        ...shared,
        test: {
          name: 'servers',
          environment: 'node',
          isolate: false,
          testTimeout: 15_000,
          include: withServers,
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
