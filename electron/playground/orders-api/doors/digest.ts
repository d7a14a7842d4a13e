import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { demoPassword } from '../../demo-credentials.ts'
import { findPerson } from '../../people.ts'
import { challenge } from '../challenge.ts'
import { Refusal } from '../problem.ts'
import { invalidCredentials, noCredentials, type Door } from './door.ts'

const realm = 'orders'
/** The stronger first (RFC 7616 §3.7). */
const hashes = { 'SHA-256': 'sha256', MD5: 'md5' } as const
type Algorithm = keyof typeof hashes
const isAlgorithm = (name: string): name is Algorithm => name in hashes

const nonceLifeMs = 60_000
const mostNonces = 1000

const hash = (algorithm: Algorithm, ...parts: readonly string[]): string =>
  createHash(hashes[algorithm]).update(parts.join(':')).digest('hex')

function readAnswer(authorization: string): Readonly<Record<string, string>> {
  const pairs = authorization.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)
  return Object.fromEntries(
    [...pairs].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '',
    ]),
  )
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const malformed = (detail: string): Refusal =>
  new Refusal({ status: 400, code: 'malformed_authorization', title: 'The Digest answer is malformed', detail })

/** Digest (RFC 7616) with SHA-256 and MD5, qop=auth, nonces that live a minute, and counted answers. */
export function createDigestDoor(now: () => Date): Door {
  const secret = randomBytes(32)
  /** The highest count of each nonce that was answered. */
  const counts = new Map<string, number>()
  const stamp = (at: string): string => createHmac('sha256', secret).update(at).digest('base64url')

  function challenges(isStale: boolean): readonly string[] {
    const at = `${now().getTime().toString(36)}.${randomBytes(6).toString('base64url')}`
    const nonce = `${at}.${stamp(at)}`
    return (['SHA-256', 'MD5'] as const).map(
      (algorithm) =>
        `${challenge('Digest', { realm, nonce, qop: 'auth' })}, algorithm=${algorithm}${isStale ? ', stale=true' : ''}`,
    )
  }

  function stateOf(nonce: string): 'ours' | 'old' | 'foreign' {
    const [time = '', salt = '', seal = ''] = nonce.split('.')
    if (!isSame(seal, stamp(`${time}.${salt}`))) return 'foreign'
    return now().getTime() - Number.parseInt(time, 36) <= nonceLifeMs ? 'ours' : 'old'
  }

  /** False: an answer with this count, or a later one, came before (RFC 7616 §3.4). */
  function isCounted(nonce: string, count: number): boolean {
    if (count <= (counts.get(nonce) ?? 0)) return false
    counts.set(nonce, count)
    if (counts.size > mostNonces) counts.delete(counts.keys().next().value ?? '')
    return true
  }

  return {
    way: 'digest',
    admit({ request }) {
      const { authorization = '' } = request.headers
      if (!/^\s*digest\s/i.test(authorization)) {
        throw noCredentials('Answer the challenge with the scheme Digest.', challenges(false))
      }
      const given = readAnswer(authorization.trim().slice('digest'.length))
      const { username = '', nonce = '', uri = '', nc = '', cnonce = '', response = '', qop, algorithm = 'MD5' } = given
      if (!isAlgorithm(algorithm)) throw malformed('The algorithm is neither SHA-256 nor MD5')
      if (qop !== 'auth' || cnonce === '' || !/^[0-9a-f]{8}$/i.test(nc)) {
        throw malformed('It needs qop=auth, a cnonce and a count nc of eight hexadecimal digits')
      }
      if (uri !== request.url) throw malformed('Its uri is not the address of the request')
      const key = hash(algorithm, username, realm, demoPassword)
      const expected = hash(algorithm, key, nonce, nc, cnonce, qop, hash(algorithm, request.method ?? '', uri))
      const person = findPerson(username)
      const isRight = given['realm'] === realm && isSame(response.toLowerCase(), expected)
      const state = stateOf(nonce)
      if (person === undefined || !isRight || state === 'foreign') {
        throw invalidCredentials('The user name, the password or the answer is wrong.', challenges(false))
      }
      // Only told to one who knows the password: the same answer with a new nonce will do (RFC 7616 §3.3, stale).
      if (state === 'old') throw invalidCredentials('The nonce is too old.', challenges(true))
      if (!isCounted(nonce, Number.parseInt(nc, 16))) {
        throw invalidCredentials('This answer, or a later one, came before (nc).', challenges(true))
      }
      return { id: person.id, roles: person.roles, facts: { algorithm } }
    },
  }
}
