import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import axios from 'axios'
import { importJWK, importPKCS8, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { createRedactingLog } from '../../../electron/adapters/redacting-log.ts'
import { nobodysAddress } from '../../support/sign-in-trouble.ts'
import { findSecrets } from '../../support/secret-search.ts'
import { startHostileServer } from '../../support/hostile-server.ts'

const random = 'q7ZxP0w3Rk9sLm2Vb8Ty'
const words = 'seven lamps on the quay'
const secrets = new Map([
  [random, 'a random secret'],
  [words, 'a passphrase'],
])

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-errors-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function logged(thrown: unknown): string {
  createRedactingLog(folder, () => new Date(0)).write('incident', thrown)
  return readFileSync(path.join(folder, 'claimcheck.log'), 'utf8')
}

/** Says again whatever it was sent, in the form that the caller can't read. */
async function atARepeatingServer(body: (form: string) => string, ask: (origin: string) => Promise<unknown>) {
  const server = await startHostileServer((socket, head) => {
    const text = body(head)
    socket.end(
      `HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    )
  })
  try {
    return await ask(server.origin)
  } finally {
    await server.close()
  }
}

/** With the secret where the library would say it, and what it throws. */
const provoked: readonly (readonly [string, (secret: string) => unknown])[] = [
  ['JSON.parse of a secret', (secret) => JSON.parse(secret)],
  ['JSON.parse of an answer that is broken behind it', (secret) => JSON.parse(`{"password":"${secret}",}`)],
  ['a header that no header can be', (secret) => new Headers({ 'x-key': `${secret}\nx` })],
  ['a header of Node', (secret) => request({ headers: { 'x-key': `${secret}\nx` } })],
  ['an address with credentials', (secret) => fetch(`http://alice:${encodeURIComponent(secret)}@127.0.0.1:1/`)],
  ['an address that is none', (secret) => new URL(`//${secret}`)],
  ['a schema with its input', (secret) => z.strictObject({ token: z.number() }).parse({ token: secret })],
  ['a schema with a choice', (secret) => z.enum(['a', 'b']).parse(secret)],
  ['a YAML file', (secret) => parse(`password: ${secret}\n  nested: : "\n`)],
  [
    'a PEM that is none',
    (secret) => createPrivateKey(`-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`),
  ],
  [
    'a PKCS8 of jose',
    (secret) => importPKCS8(`-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`, 'ES256'),
  ],
  ['a JWK of jose', (secret) => importJWK({ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: secret }, 'ES256')],
  ['a token of jose', (secret) => jwtVerify(`eyJhbGciOiJIUzI1NiJ9.${secret}.x`, new Uint8Array(32))],
  [
    'axios at an address where nobody is',
    async (secret) =>
      axios.post(`${await nobodysAddress()}/?access_token=${encodeURIComponent(secret)}`, `password=${secret}`, {
        headers: { Authorization: `Bearer ${encodeURIComponent(secret)}`, Cookie: `s=${encodeURIComponent(secret)}` },
      }),
  ],
  [
    'axios at a server that refuses and repeats',
    (secret) =>
      atARepeatingServer(
        (head) => head,
        (origin) => axios.get(origin, { headers: { 'X-Api-Key': secret } }),
      ),
  ],
  ['axios with an address that is none', (secret) => axios.get(`http://alice:${secret}@[`)],
  [
    'openid-client at a server that repeats',
    (secret) =>
      atARepeatingServer(
        () => JSON.stringify({ error: 'invalid_grant', error_description: `you sent refresh_token=${secret}` }),
        (origin) => refreshAt(origin, secret),
      ),
  ],
  [
    'openid-client at a server that answers no JSON',
    (secret) =>
      atARepeatingServer(
        () => `refresh_token=${secret}`,
        (origin) => refreshAt(origin, secret),
      ),
  ],
  [
    'a cause below a cause',
    (secret) =>
      Promise.reject(
        new Error('one', { cause: new Error('two', { cause: `code_verifier=${secret.replaceAll(' ', '+')}` }) }),
      ),
  ],
]

function refreshAt(origin: string, secret: string) {
  const configuration = new client.Configuration(
    { issuer: origin, token_endpoint: `${origin}/token` },
    'desktop',
    undefined,
    client.ClientSecretPost(secret),
  )
  client.allowInsecureRequests(configuration)
  return client.refreshTokenGrant(configuration, secret)
}

async function thrownBy(provoke: (secret: string) => unknown, secret: string): Promise<unknown> {
  try {
    await provoke(secret)
  } catch (thrown) {
    return thrown
  }
  throw new Error('nothing was thrown')
}

describe('an error that a library throws with a secret in it', () => {
  test.each(provoked.flatMap(([name, provoke]) => [random, words].map((secret) => [name, secret, provoke] as const)))(
    '%s (%s) is in the log without the secret',
    async (_name, secret, provoke) => {
      const thrown = await thrownBy(provoke, secret)
      expect(findSecrets(secrets, [['the log', logged(thrown)]])).toEqual([])
    },
  )

  test('would be there in the clear if it were printed as it is: the log’s care is needed', async () => {
    const holding = await Promise.all(
      provoked.map(async ([name, provoke]) => {
        const said = inspect(await thrownBy(provoke, random), { depth: 8 })
        return findSecrets(secrets, [['it', said]]).length > 0 ? [name] : []
      }),
    )
    expect(holding.flat()).toEqual(
      expect.arrayContaining([
        ...['JSON.parse of a secret', 'a header that no header can be', 'an address with credentials', 'a YAML file'],
        ...['axios at an address where nobody is', 'axios at a server that refuses and repeats'],
        ...['openid-client at a server that repeats', 'a cause below a cause'],
      ]),
    )
  })
})
