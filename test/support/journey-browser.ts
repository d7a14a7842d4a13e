import { followCallback } from './follow-callback.ts'
import { signInOverHttp, type HttpSignIn } from './playground.ts'

export type InTheBrowser = HttpSignIn

/** The system's browser: it is opened on addresses, and a test goes on from there. */
export function aBrowser() {
  const addresses: string[] = []
  const unread: string[] = []
  const waiting = new Set<(address: string) => void>()
  let isBroken = false

  return {
    addresses,
    /** From now on it can't be opened; it then complains as systems do, with the whole address. */
    breakDown: (): void => void (isBroken = true),
    repair: (): void => void (isBroken = false),
    async open(address: string): Promise<void> {
      if (isBroken) throw new Error(`no application knows ${address}`)
      addresses.push(address)
      const [first] = waiting
      if (first === undefined) unread.push(address)
      else {
        waiting.delete(first)
        first(address)
      }
    },
    /** The next address that nobody looked at yet. */
    next(): Promise<string> {
      const address = unread.shift()
      return address === undefined ? new Promise((resolve) => waiting.add(resolve)) : Promise.resolve(address)
    },
    /** The same, or null when this ended and opened no browser. */
    nextUnless(ended: Promise<unknown>): Promise<string | null> {
      const address = unread.shift()
      if (address !== undefined) return Promise.resolve(address)
      return new Promise((resolve) => {
        waiting.add(resolve)
        void ended.finally(() => {
          waiting.delete(resolve)
          resolve(null)
        })
      })
    },
  }
}

/** What a person does on the pages behind the address; the page on which the browser ends. */
export async function finishInBrowser(address: string, person: InTheBrowser): Promise<string> {
  return followCallback(await signInOverHttp(address, person))
}

/** The address that a server would send the browser to, with these parameters beside the state. */
export function callbackFor(address: string, parameters: Readonly<Record<string, string>>): URL {
  const asked = new URL(address).searchParams
  const callback = new URL(asked.get('redirect_uri') ?? '')
  callback.searchParams.set('state', asked.get('state') ?? '')
  for (const [name, value] of Object.entries(parameters)) callback.searchParams.set(name, value)
  return callback
}
