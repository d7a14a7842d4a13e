import { randomUUID } from 'node:crypto'
import { looseTokenId } from '../contract/ids.ts'
import { readProblem } from '../domain/challenges/read-problem.ts'
import { createLooseTokens } from '../domain/inspection/loose-tokens.ts'
import { createJtiIndex } from '../domain/inspection/jti-index.ts'
import { inspectToken } from '../domain/jwt/inspect-token.ts'
import { noProfile } from '../domain/jwt/token-to-inspect.ts'
import { otherWork } from '../domain/slices/in-slices.ts'

/** Node loads its `fetch` when it is first touched; axios, which never uses it here, does so when it is imported. */
const touchFetch = (): Promise<string> => new Response('').text()

/** All of axios but its HTTP adapter runs once, and is compiled by that; nothing is sent. */
async function runAxios(): Promise<void> {
  const { default: axios } = await import('axios')
  await otherWork()
  const answer = { data: '', status: 200, statusText: 'OK', headers: {} }
  await axios.create().request({ url: 'http://nobody.invalid', adapter: async (config) => ({ ...answer, config }) })
}

const base64url = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')

/** The reading of a token runs once, and is compiled by that: the first paste is to be as quick as the others. */
async function readNobodysToken(): Promise<void> {
  const now = new Date()
  const seconds = Math.floor(now.getTime() / 1000)
  const times = { iat: seconds, nbf: seconds, exp: seconds + 60 }
  const claims = { iss: 'https://nobody.invalid', sub: 'nobody', aud: ['nowhere'], scope: 'none', jti: '1', ...times }
  const text = `${base64url({ alg: 'RS256', typ: 'at+jwt', kid: '1' })}.${base64url(claims)}.AAAA`
  const loose = createLooseTokens({
    now: () => now,
    newId: () => looseTokenId.parse(randomUUID()),
    jtis: createJtiIndex(),
  })
  const [first] = loose.take(`Authorization: Bearer ${text}`).found
  await otherWork()
  if (first !== undefined) inspectToken({ found: loose.find(first.id), profile: noProfile, now, jtiSeen: null })
}

/** The same for what an answer says of a refusal: the first Send is not to wait for a hundred patterns. */
function readNobodysAnswer(): Promise<unknown> {
  const bodyPrefix = Buffer.from(JSON.stringify({ title: 'Nothing', detail: 'nobody asked', status: 400 }))
  return Promise.resolve(readProblem({ status: 400, headers: [['server', 'nobody']], bodyPrefix }))
}

// Each brings little along that is not there yet. Only HTTP/1.1 is spoken, but axios imports what it would need for more.
const pieces: readonly (() => Promise<unknown>)[] = [
  () => import('node:http'),
  () => import('node:https'),
  () => import('node:http2'),
  () => import('node:zlib'),
  () => import('https-proxy-agent'),
  touchFetch,
  runAxios,
  readNobodysAnswer,
  readNobodysToken,
  () => import('jose'),
  () => import('openid-client'),
]

/** Loads, with pauses, what the first request and the first sign-in would otherwise load at once, and what a first token would compile. */
export async function warmUp(): Promise<void> {
  for (const load of pieces) {
    await load()
    await otherWork()
  }
}
