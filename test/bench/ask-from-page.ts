import type { Page } from '@playwright/test'
import type { Bridge } from '@contract/bridge.ts'
import type { ChannelName } from '@contract/names.ts'

/** Stands in a request for 2 MB of JSON that the page puts there: through the debugger they would pass main as well. */
export const largeText = '<2 MB>'

/** Asks main as the window does; only a failure comes out of the page. Throws it. */
export async function askFromPage(window: Page, channel: ChannelName, request: object): Promise<void> {
  const failure = await window.evaluate(
    async ([name, asked, placeholder]) => {
      const bridge: Bridge = Reflect.get(globalThis, 'claimcheck')
      const order = { id: 7, sku: 'TICKET-7', quantity: 2, note: 'for the gate on the east side' }
      const text = asked.includes(placeholder) ? JSON.stringify(Array.from({ length: 27_000 }, () => order)) : ''
      const payload = JSON.parse(asked, (_key, value: unknown) => (value === placeholder ? text : value))
      const reply = await bridge.call(name, payload)
      return reply.ok ? null : JSON.stringify(reply.failure)
    },
    [channel, JSON.stringify(request), largeText] as const,
  )
  if (failure !== null) throw new Error(`${channel} failed: ${failure}`)
}

/** Hands a text with a token in it to main, as a paste does. @returns the id that the first token in it got */
export const pasteFromPage = (window: Page, text: string): Promise<string> =>
  window.evaluate(async (pasted) => {
    const bridge: Bridge = Reflect.get(globalThis, 'claimcheck')
    const reply = await bridge.call('inspection.take', { text: pasted })
    if (!reply.ok) throw new Error(reply.failure.code)
    const [first] = reply.value.found
    if (first === undefined) throw new Error('no token was found in what was pasted')
    return first.id
  }, text)

export interface ListedProfile {
  readonly id: string
  readonly name: string
  readonly group: string
}

/** The profiles as the window is told of them, without most of what it is told. */
export const profilesFromPage = (window: Page): Promise<readonly ListedProfile[]> =>
  window.evaluate(async () => {
    const bridge: Bridge = Reflect.get(globalThis, 'claimcheck')
    const reply = await bridge.call('profiles.list', {})
    if (!reply.ok) throw new Error(reply.failure.code)
    return reply.value.map(({ id, name, group }) => ({ id, name, group }))
  })
