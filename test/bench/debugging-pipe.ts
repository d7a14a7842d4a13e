import type { Readable, Writable } from 'node:stream'

/** Chrome DevTools Protocol over `--remote-debugging-pipe`: JSON messages, each ended by a zero byte. */
export interface DebuggingPipe {
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>
}

interface Answer {
  readonly id?: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/** @param out what the browser reads (its descriptor 3) @param into what it writes (its descriptor 4) */
export function debuggingPipe(out: Writable, into: Readable): DebuggingPipe {
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  let unread = ''
  into.setEncoding('utf8').on('data', (text: string) => {
    const messages = (unread + text).split('\0')
    unread = messages.pop() ?? ''
    for (const message of messages) {
      const answer: Answer = JSON.parse(message)
      if (answer.id === undefined) continue
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    }
  })
  // The browser went away; whoever waits is told below.
  out.on('error', () => undefined)
  into.once('close', () => {
    for (const tell of waiting.values()) tell({ error: { message: 'the browser ended' } })
  })
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, ({ result, error }) => {
          if (error === undefined) resolve(result ?? {})
          else reject(new Error(`${method}: ${error.message}`))
        })
        out.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`)
      }),
  }
}
