import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { warmUp } from '../../../electron/adapters/warm-up.ts'

let opened = 0
const count = () => void (opened += 1)
beforeEach(() => {
  opened = 0
  subscribe('net.client.socket', count)
})
afterEach(() => void unsubscribe('net.client.socket', count))

test('a connection would be noticed', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it listens on no port')
  await once(connect(address.port, '127.0.0.1').resume(), 'close')
  await new Promise((resolve) => server.close(resolve))
  expect(opened).toBe(1)
})

test('what a first request needs is loaded without a connection to anybody', async () => {
  await warmUp()
  expect(opened).toBe(0)
})
