import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'

/** Hears of every connection that this process tries to make, and of every name that it looks up. */
export function recordConnections() {
  const tried = new Set<string>()
  function onSocket(message: unknown): void {
    // What Node publishes on this channel (https://nodejs.org/api/diagnostics_channel.html#net).
    if (typeof message !== 'object' || message === null || !('socket' in message)) return
    const { socket } = message
    if (!(socket instanceof Socket)) return
    socket.on('lookup', (_error: unknown, _address: unknown, _family: unknown, host: string) => tried.add(host))
    socket.on('connectionAttempt', (ip: string, port: number) => tried.add(`${ip}:${port}`))
  }
  subscribe('net.client.socket', onSocket)
  return { tried, stop: (): void => void unsubscribe('net.client.socket', onSocket) }
}
