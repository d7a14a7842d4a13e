import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import * as z from 'zod'
import { listenOnLoopback } from '../../electron/playground/listen-on-loopback.ts'
import { createOrdersApi } from '../../electron/playground/orders-api/create-orders-api.ts'

const issuer = 'http://127.0.0.1:9400'
/** What the API takes the time to be. */
export const noon = new Date('2030-06-01T12:00:00Z')
export const secondsAfterNoon = (seconds: number) => noon.getTime() / 1000 + seconds

export interface Call {
  readonly method?: string
  /** null: no Authorization header at all. Left out: a good token of alice. */
  readonly token?: string | null
  readonly authorization?: string
  readonly json?: unknown
  readonly body?: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The Orders API alone, at noon, with tokens that are signed here: any claim can be bent. */
export async function startOrdersApi() {
  const faults: unknown[] = []
  const ours = await generateKeyPair('RS256', { extractable: true })
  const theirs = await generateKeyPair('RS256')
  const signWith = (key: CryptoKey) => (claims?: Record<string, unknown>, header?: Record<string, unknown>) =>
    new SignJWT({
      iss: issuer,
      aud: 'urn:claimcheck:orders',
      sub: 'alice',
      client_id: 'claimcheck-desktop',
      scope: 'orders:read orders:write',
      roles: ['customer'],
      exp: secondsAfterNoon(60),
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'k', ...header })
      .sign(key)
  const sign = signWith(ours.privateKey)
  const publicJwk = { ...(await exportJWK(ours.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  const key = { privateJwk: await exportJWK(ours.privateKey), publicJwk }
  const { server, host, close } = await listenOnLoopback(null)
  const apiUrl = `http://${host}`
  const revoked = new Set<string>()
  let nowMs = noon.getTime()
  server.on(
    'request',
    createOrdersApi({
      ...{ issuer, apiUrl, secureApiUrl: 'https://127.0.0.1:1', key },
      isRevoked: async (jti) => revoked.has(jti),
      accessTokenSeconds: () => 60,
      now: () => new Date(nowMs),
      reportFault: (fault) => faults.push(fault),
    }),
  )

  async function call(
    path: string,
    { method = 'GET', token, authorization, json, body, contentType, headers }: Call = {},
  ) {
    const sent = token === null ? undefined : (authorization ?? `Bearer ${token ?? (await sign())}`)
    const content = json === undefined ? body : JSON.stringify(json)
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(sent === undefined ? {} : { authorization: sent }),
        ...(content === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    })
    return {
      status: response.status,
      headers: response.headers,
      challenge: response.headers.get('www-authenticate'),
      body: z.record(z.string(), z.unknown()).parse(await response.json()),
    }
  }

  /** From now on the API takes it to be so many seconds later than noon. */
  const waitUntil = (seconds: number): void => void (nowMs = noon.getTime() + seconds * 1000)

  return {
    ...{ apiUrl, call, sign, revoked, waitUntil, faults },
    signByStranger: signWith(theirs.privateKey),
    stop: close,
  }
}
