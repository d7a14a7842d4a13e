import { messageToPlayground, type MessageFromPlayground, type MessageToPlayground } from './messages.ts'
import { startPlayground, type Playground } from './playground.ts'

/** The part of Electron's `process.parentPort` that is used; typed here so that this runs in plain Node too. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
}

/** Does what the parent says, in the order in which it says it; `exit` once the parent says stop or is gone. */
export function serveParent(port: ParentPort, exit: () => void): void {
  let playground: Playground | null = null
  let last: Promise<void> = Promise.resolve()
  const send = (message: MessageFromPlayground) => port.postMessage(message)

  async function start(message: Extract<MessageToPlayground, { type: 'start' }>): Promise<void> {
    const { type: _, ...settings } = message
    if (playground !== null) await playground.stop()
    playground = await startPlayground({ ...settings, onEvent: send })
    const { issuer, apiUrl, secureApiUrl, certificateAuthority } = playground
    send({ type: 'ready', issuer, apiUrl, secureApiUrl, certificateAuthority, ...playground.lives() })
  }

  async function carryOut(message: MessageToPlayground): Promise<void> {
    if (message.type === 'start') return start(message)
    if (message.type === 'stop') return end()
    if (playground === null) return send({ type: 'fault', message: `"${message.type}" came before "start"` })
    if (message.type === 'counts') return send({ type: 'counts', counts: playground.counts() })
    playground.setAccessTokenSeconds(message.accessTokenSeconds)
    playground.setSignInSeconds(message.signInSeconds)
    return send({ type: 'configured', ...playground.lives() })
  }

  async function end(): Promise<void> {
    await playground?.stop()
    playground = null
    exit()
  }

  port.on('message', ({ data }) => {
    const message = messageToPlayground.safeParse(data)
    if (!message.success)
      return send({ type: 'fault', message: `not a message to the playground: ${message.error.message}` })
    last = last
      .then(() => carryOut(message.data))
      .catch((thrown: unknown) => {
        send({ type: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) })
      })
  })
  // Nobody is left to talk to: don't wait for what is under way.
  port.on('close', exit)
}
