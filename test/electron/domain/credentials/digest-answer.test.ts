import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { challengeParam } from '../../../../electron/domain/challenges/challenge-params.ts'
import { parseChallenges } from '../../../../electron/domain/challenges/parse-challenges.ts'
import { answerDigest, type DigestUse } from '../../../../electron/domain/credentials/digest-answer.ts'
import { chooseDigestChallenge } from '../../../../electron/domain/credentials/digest-challenge.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const aUse = (some: Partial<DigestUse> = {}): DigestUse => {
  const cnonce = some.cnonce ?? 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
  return {
    ...{ method: 'GET', uri: '/dir/index.html', body: null, count: 1, cnonce },
    ...{ sessionNonce: 'first', sessionCnonce: cnonce },
    ...some,
  }
}
const mufasa = { username: 'Mufasa', password: new SecretText('Circle of Life') }

function answered(challenge: string, user = mufasa, some: Partial<DigestUse> = {}) {
  const chosen = chooseDigestChallenge(parseChallenges([challenge]))
  if (chosen === null) throw new Error('no challenge was chosen')
  const text = answerDigest(chosen, user, aUse(some)).authorization.reveal()
  const [parsed] = parseChallenges([text])
  if (parsed === undefined) throw new Error('nothing was answered')
  return { text, param: (name: string) => challengeParam(parsed, name) }
}

const rfc = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'

describe('the examples of RFC 7616', () => {
  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('§3.9.1 with %s', (algorithm, response) => {
    const { text, param } = answered(rfc(algorithm))
    expect(param('response')).toBe(response)
    expect(text).toBe(
      'Digest username="Mufasa", realm="http-auth@example.org", ' +
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", uri="/dir/index.html", ' +
        `response="${response}", algorithm=${algorithm}, qop=auth, nc=00000001, ` +
        'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    )
  })

  // The values of the RFC are wrong; these are those of its erratum 4897.
  test('§3.9.2 with SHA-512-256, UTF-8 and a hashed user name', () => {
    const challenge =
      'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, charset=UTF-8, userhash=true, ' +
      'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS"'
    const jason = { username: 'J\u00e4s\u00f8n Doe', password: new SecretText('Secret, or not?') }
    const { param } = answered(challenge, jason, {
      ...{ uri: '/doe.json', cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v' },
    })
    expect(param('username')).toBe('793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b')
    expect(param('response')).toBe('3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5')
    expect(param('userhash')).toBe('true')
  })

  test('§3.9.2 sends the user name encoded where the server does not want it hashed', () => {
    const challenge = 'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, charset=UTF-8, nonce="n"'
    const jason = { username: 'J\u00e4s\u00f8n Doe', password: new SecretText('x') }
    expect(answered(challenge, jason).text).toContain("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe,")
  })
})

describe('an answer', () => {
  // Taken from RFC 2069 §2.4 with the value of its erratum 749.
  test('to a server of RFC 2069 has neither count nor qop', () => {
    const challenge =
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
      'opaque="5ccc069c403ebaf9f0171e9517f40e41"'
    const user = { username: 'Mufasa', password: new SecretText('CircleOfLife') }
    const { text, param } = answered(challenge, user)
    expect(param('response')).toBe('1949323746fe6a43ef61f9606e7febea')
    expect(text).not.toMatch(/\b(?:nc|qop|cnonce|algorithm)=/)
  })

  test('over the body is given where the server wants nothing else', () => {
    const challenge = 'Digest realm="r", nonce="n", qop="auth-int", algorithm=SHA-256'
    const user = { username: 'u', password: new SecretText('p') }
    const sha = (text: string) => createHash('sha256').update(text).digest('hex')
    const body = Buffer.from('{"a":1}')
    const { param } = answered(challenge, user, { method: 'POST', uri: '/x', body, count: 26, cnonce: 'c' })
    const ha2 = sha(`POST:/x:${sha('{"a":1}')}`)
    expect(param('response')).toBe(sha(`${sha('u:r:p')}:n:0000001a:c:auth-int:${ha2}`))
    expect([param('qop'), param('nc')]).toEqual(['auth-int', '0000001a'])
    const empty = answered(challenge, user, { uri: '/x', cnonce: 'c' })
    expect(empty.param('response')).toBe(sha(`${sha('u:r:p')}:n:00000001:c:auth-int:${sha(`GET:/x:${sha('')}`)}`))
  })

  test('of a session is made with the first nonce and cnonce, and the nonce of now', () => {
    const md5 = (text: string) => createHash('md5').update(text).digest('hex')
    const challenge = 'Digest realm="r", nonce="now", qop="auth", algorithm=MD5-sess'
    const user = { username: 'u', password: new SecretText('p') }
    const { param, text } = answered(challenge, user, { uri: '/', cnonce: 'c' })
    expect(param('response')).toBe(md5(`${md5(`${md5('u:r:p')}:first:c`)}:now:00000001:c:auth:${md5('GET:/')}`))
    expect(text).toContain('algorithm=MD5-sess')
  })

  test('escapes what stands in quotes', () => {
    const user = { username: 'a"b\\c', password: new SecretText('p') }
    const { text, param } = answered('Digest realm="the \\"realm\\"", nonce="n\\\\x"', user)
    expect(text).toContain('username="a\\"b\\\\c", realm="the \\"realm\\"", nonce="n\\\\x"')
    expect([param('username'), param('realm'), param('nonce')]).toEqual(['a"b\\c', 'the "realm"', 'n\\x'])
  })
})

describe('of several challenges', () => {
  const chosen = (...fields: string[]) => chooseDigestChallenge(parseChallenges(fields))

  test('the strongest is answered, in whatever order and however many fields they come', () => {
    const [md5, sha256, sha512] = ['MD5', 'SHA-256', 'SHA-512-256'].map(
      (algorithm) => `Digest realm="r", nonce="n", algorithm=${algorithm}`,
    )
    expect(chosen(`${md5}, ${sha512}, ${sha256}`)?.hash).toBe('sha512-256')
    expect(chosen('Basic realm="x"', md5 ?? '', sha256 ?? '')?.hash).toBe('sha256')
    expect(chosen('Digest realm="r", nonce="n"')).toMatchObject({ hash: 'md5', algorithm: null })
  })

  test.each([
    ['another scheme', 'Basic realm="x"'],
    ['an algorithm that nobody knows', 'Digest realm="r", nonce="n", algorithm=SHA-3'],
    ['a qop that nobody knows', 'Digest realm="r", nonce="n", qop="auth-conf"'],
    ['no nonce', 'Digest realm="r"'],
  ])('none is answered with %s', (_what, challenge) => {
    expect(chosen(challenge)).toBeNull()
  })
})
