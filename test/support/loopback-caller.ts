import { connect } from 'node:net'
import { createLoopbackListener, type LoopbackListenerParts } from '../../electron/adapters/loopback-callback.ts'
import type {
  CallbackListener,
  ExpectedAnswer,
  ListenForCallback,
} from '../../electron/domain/sign-in/callback-listener.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { callbackState, type CallbackPlace } from './hostile-callbacks.ts'

const opened: CallbackListener[] = []

interface Wanted extends Partial<Omit<ExpectedAnswer, 'state'>> {
  readonly parts?: LoopbackListenerParts
  readonly listen?: ListenForCallback
  readonly state?: string
}

/** A door that waits, and where it is. */
export async function aListener(wanted: Wanted = {}): Promise<CallbackPlace & { listener: CallbackListener }> {
  const { parts, redirect = { by: 'free-port' }, answerIn = 'query', state = callbackState } = wanted
  const listen = wanted.listen ?? createLoopbackListener(parts)
  const listener = await listen({ redirect, answerIn, state: new SecretText(state) })
  opened.push(listener)
  const { host, port, hostname, pathname } = new URL(listener.redirectUri)
  const otherHost = `${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`
  return { listener, host, port: Number(port), path: pathname, otherHost }
}

export async function closeListeners(): Promise<void> {
  await Promise.all(opened.splice(0).map((listener) => listener.close()))
}

/** Writes bytes to the port and gives back what came until the end; '' for a connection that was cut or refused. */
export function exchangeBytes(port: number, bytes: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect({ host, port })
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (heard += chunk))
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
    socket.write(bytes)
  })
}

export const statusOf = (answer: string): string => answer.split(' ')[1] ?? 'none'

export async function isAnswered({ answer }: CallbackListener): Promise<boolean> {
  return Promise.race([answer.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))])
}
