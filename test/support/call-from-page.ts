import type { Page } from '@playwright/test'

/** What a page can do that has been taken over: any message to main, past all of the window's own code. */
export const callFromPage = (window: Page, channel: string, payload: unknown): Promise<unknown> =>
  window.evaluate(
    ([name, request]) => {
      const bridge: { call: (channel: unknown, request: unknown) => Promise<unknown> } = Reflect.get(
        globalThis,
        'claimcheck',
      )
      return bridge.call(name, request)
    },
    [channel, payload] as const,
  )
