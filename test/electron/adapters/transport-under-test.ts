import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createBodyStore } from '../../../electron/adapters/body-store.ts'
import { createHttpTransport, type HttpTransportParts } from '../../../electron/adapters/http-transport.ts'
import { exchangeId, type ExchangeId } from '../../../electron/contract/ids.ts'
import { parseTarget } from '../../../electron/domain/requests/parse-target.ts'
import { startHostileServer, type Behaviour } from '../../support/hostile-server.ts'
import type { WireHeader, WireRequest } from '../../../electron/domain/requests/wire-request.ts'

export const anExchangeId = (): ExchangeId => exchangeId.parse(randomUUID())

export async function aTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const aGet = (url: string, headers: readonly WireHeader[] = []): WireRequest => {
  const target = parseTarget(url)
  return {
    method: 'GET',
    target,
    headers: [['Host', target.host], ['Connection', 'keep-alive'], ...headers],
    body: null,
    certificate: null,
  }
}

/** A transport over real sockets and a body store of its own; `send` reads the kept body back. */
export async function transportUnderTest(parts: Partial<HttpTransportParts> = {}) {
  const bodies = createBodyStore({ folder: path.join(await aTemporaryFolder(), 'bodies') })
  const transport = createHttpTransport({
    resolveProxy: () => Promise.reject(new Error('this machine itself is never asked about')),
    bodies,
    monotonicMs: () => performance.now(),
    ...parts,
  })
  onTestFinished(async () => {
    transport.close()
    await bodies.close()
  })
  return {
    bodies,
    transport,
    send: async (request: WireRequest, { timeoutMs = 5000, signal = new AbortController().signal } = {}) => {
      const id = anExchangeId()
      const answer = await transport.exchangeOnce(request, { signal, timeoutMs, exchangeId: id })
      const body =
        answer.result.outcome === 'answered' ? (await bodies.read(id, 0, 50_000_000)).bytes : new Uint8Array()
      return { ...answer, id, body: Buffer.from(body) }
    },
  }
}

export const ok = 'HTTP/1.1 200 OK\r\n'

/** A transport, and a server that behaves like this. */
export async function against(behave: Behaviour, parts: Parameters<typeof transportUnderTest>[0] = {}) {
  const server = await startHostileServer(behave)
  onTestFinished(server.close)
  const { send, transport, bodies } = await transportUnderTest(parts)
  return {
    server,
    transport,
    bodies,
    send: (options?: Parameters<typeof send>[1]) => send(aGet(`${server.origin}/x`), options),
  }
}
