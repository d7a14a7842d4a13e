import { messageFromPlayground, type MessageToPlayground } from './messages.ts'
import type { PlaygroundProcess, ReadyPlayground, RememberedPlayground } from './playground-control.ts'

/** The part of a child process that is used: Electron's UtilityProcess has it. */
export interface PlaygroundChild {
  readonly send: (message: MessageToPlayground) => void
  readonly onMessage: (listener: (data: unknown) => void) => void
  readonly onExit: (listener: (code: number) => void) => void
  readonly kill: () => void
}

const portOf = (address: string | null): number | null =>
  address === null ? null : Number(new URL(address).port) || null

/** How long a stop may take before the process is ended; it keeps nothing that could be lost. */
const stopLimitMs = 2000

/** Starts the playground in a child process and turns its messages into promises. */
export function talkToPlayground(
  child: PlaygroundChild,
  start: RememberedPlayground,
  onFault: (message: string) => void,
): PlaygroundProcess {
  const ended = new Promise<void>((resolve) => child.onExit(() => resolve()))
  const ready = new Promise<ReadyPlayground>((resolve, reject) => {
    child.onMessage((data) => {
      const message = messageFromPlayground.safeParse(data)
      if (!message.success) return onFault('a message from the playground that is none')
      if (message.data.type === 'ready') {
        const { issuer, apiUrl, secureApiUrl, certificateAuthority } = message.data
        resolve({ issuer, apiUrl, secureApiUrl, certificateAuthority })
      }
      if (message.data.type === 'failed') reject(new Error(message.data.reason))
      if (message.data.type === 'fault') onFault(message.data.message)
    })
    child.onExit((code) => reject(new Error(`it ended with code ${code} before it was ready`)))
  })
  child.send({
    type: 'start',
    accessTokenSeconds: start.accessTokenSeconds,
    signInSeconds: start.signInSeconds,
    preferredPorts: { issuer: portOf(start.issuer), api: portOf(start.apiUrl), secure: portOf(start.secureApiUrl) },
  })

  return {
    ready,
    ended,
    configure: (lives) => child.send({ type: 'configure', ...lives }),
    async stop() {
      child.send({ type: 'stop' })
      const limit = setTimeout(() => child.kill(), stopLimitMs)
      await ended
      clearTimeout(limit)
    },
  }
}
