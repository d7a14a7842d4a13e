import type { PlaygroundLives } from '../../electron/contract/playground.ts'
import { startPlayground, type Playground } from '../../electron/playground/playground.ts'
import type { PlaygroundControlParts, PlaygroundProcess } from '../../electron/playground/playground-control.ts'

const portOf = (address: string | null): number | null => (address === null ? null : Number(new URL(address).port))

/** The real playground behind the port of its process, so that a test can read its counts and let it die. */
export function aPlaygroundInProcess() {
  let running: { readonly playground: Playground; readonly end: () => void } | null = null

  function current() {
    if (running === null) throw new Error('the playground is not running')
    return running
  }

  async function stop(): Promise<void> {
    if (running === null) return
    const { playground, end } = running
    running = null
    await playground.stop()
    end()
  }

  const launch =
    (onFault: (message: string) => void): PlaygroundControlParts['launch'] =>
    (start): PlaygroundProcess => {
      let end = (): void => undefined
      const ended = new Promise<void>((resolve) => (end = resolve))
      const started = startPlayground({
        accessTokenSeconds: start.accessTokenSeconds,
        signInSeconds: start.signInSeconds,
        preferredPorts: { issuer: portOf(start.issuer), api: portOf(start.apiUrl), secure: portOf(start.secureApiUrl) },
        onEvent: ({ message }) => onFault(message),
      }).then((playground) => {
        running = { playground, end }
        return playground
      })
      const configure = async ({ accessTokenSeconds, signInSeconds }: PlaygroundLives) => {
        const playground = await started
        playground.setAccessTokenSeconds(accessTokenSeconds)
        playground.setSignInSeconds(signInSeconds)
      }
      return {
        ready: started.then(({ issuer, apiUrl, secureApiUrl, certificateAuthority }) => ({
          ...{ issuer, apiUrl, secureApiUrl, certificateAuthority },
        })),
        ended,
        configure: (lives) => void configure(lives),
        stop: async () => {
          await Promise.allSettled([started])
          await stop()
        },
      }
    }

  return {
    launch,
    counts: () => current().playground.counts(),
    /** As a crash does: it is gone, with all it knew, and nobody asked for it. */
    die: stop,
  }
}
