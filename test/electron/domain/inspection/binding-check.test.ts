import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { exchangeId } from '../../../../electron/contract/ids.ts'
import type { TokenSubject } from '../../../../electron/contract/jwt.ts'
import { halfHash } from '../../../../electron/domain/jwt/half-hash.ts'
import type { TokenTies } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDraft } from '../../../support/book-builder.ts'
import { anInspection } from '../../../support/inspection-builder.ts'
import { aTokenAnswer, anOAuthWay } from '../../../support/token-builder.ts'
import { nextTokenSet } from '../../../../electron/domain/tokens/bind-token-set.ts'
import { aJwt } from '../../../support/token-to-inspect.ts'
import { aCertificateAuthority } from '../../../support/tls-server.ts'

const material = JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' })
const pastedKey = { key: 'pasted', material } as const
const accessToken = 'the-access-token'
const idToken = aJwt(
  { alg: 'HS256' },
  { sub: 'alice', nonce: 'n1', at_hash: halfHash(accessToken, 'HS256'), c_hash: halfHash('the-code', 'HS256') },
)
const ties: TokenTies = {
  ...{ idTokenFrom: 'sign-in', nonce: 'n1', codeHash: halfHash('the-code', 'HS256'), stateHash: null },
  isAccessTokenNewer: false,
}
const look = () => anInspection({}, () => null)
const idOf = (subject: TokenSubject): TokenSubject => (subject.of === 'profile' ? { ...subject, which: 'id' } : subject)
const statesOf = (bindings: readonly { name: string; state: string }[]) =>
  bindings.map(({ name, state }) => `${name} ${state}`)

describe('an ID token of a profile', () => {
  test('is compared with the access token beside it and with what its sign-in sent, through the vault', async () => {
    const { verify, having } = look()
    const subject = await having(anOAuthWay(), accessToken, { idToken: new SecretText(idToken), ties })
    const { bindings } = await verify(idOf(subject), pastedKey)
    expect(statesOf(bindings)).toEqual(['at_hash holds', 'c_hash holds', 'nonce holds'])
  })

  test('is not blamed after a refresh that brought no new one', async () => {
    const { verify, having, keeper } = look()
    const subject = await having(anOAuthWay(), accessToken, { idToken: new SecretText(idToken), ties })
    if (subject.of !== 'profile') throw new Error('another subject')
    const before = await keeper.peek(subject.profileId)
    if (before === null) throw new Error('no tokens')
    await keeper.accept(subject.profileId, nextTokenSet(before, aTokenAnswer()), null)
    const { bindings } = await verify(idOf(subject), pastedKey)
    expect(statesOf(bindings)).toEqual(['at_hash not-checked', 'c_hash holds', 'nonce holds'])
  })

  test('that a refresh brought has no code and no nonce to be compared with', async () => {
    const { verify, having, keeper } = look()
    const subject = await having(anOAuthWay(), 'older', { idToken: new SecretText('older'), ties })
    if (subject.of !== 'profile') throw new Error('another subject')
    const before = await keeper.peek(subject.profileId)
    if (before === null) throw new Error('no tokens')
    const answer = aTokenAnswer({ accessToken: new SecretText(accessToken), idToken: new SecretText(idToken) })
    await keeper.accept(subject.profileId, nextTokenSet(before, answer), null)
    const { bindings } = await verify(idOf(subject), pastedKey)
    expect(statesOf(bindings)).toEqual(['at_hash holds', 'c_hash not-checked', 'nonce not-checked'])
  })

  test('of a record that an earlier version kept is not blamed', async () => {
    const { verify, having } = look()
    const subject = await having(anOAuthWay(), 'another', { idToken: new SecretText(idToken) })
    const { bindings } = await verify(idOf(subject), pastedKey)
    expect(statesOf(bindings)).toEqual(['at_hash not-checked', 'c_hash not-checked', 'nonce not-checked'])
  })

  test('that a person pasted is compared with nobody’s tokens', async () => {
    const { verify, having, pasted } = look()
    await having(anOAuthWay(), accessToken, { idToken: new SecretText(idToken), ties })
    const { bindings } = await verify(pasted(idToken), pastedKey)
    expect(statesOf(bindings)).toEqual(['at_hash not-checked', 'c_hash not-checked', 'nonce not-checked'])
  })
})

describe('a token that is bound to a key', () => {
  const bound = (cnf: object) => aJwt({ alg: 'HS256' }, { sub: 'alice', cnf })

  test('is compared with the DPoP key of its profile, as it is held and as it was sent', async () => {
    const { verify, book, dpopKeys, keeper, sent, having, findSubject } = look()
    const { id } = await book.save(aDraft({ name: 'bob' }))
    const { thumbprint } = await dpopKeys.ensure(id)
    const subject = await having(anOAuthWay({ clientId: 'other' }), bound({ jkt: thumbprint }))
    // alice has no key, and then one of her own: bob's token is of no use to her.
    expect(statesOf((await verify(subject, pastedKey)).bindings)).toEqual(['cnf.jkt broken'])
    if (subject.of !== 'profile') throw new Error('another subject')
    const own = await dpopKeys.ensure(subject.profileId)
    expect(statesOf((await verify(subject, pastedKey)).bindings)).toEqual(['cnf.jkt broken'])

    const tokens = await keeper.peek(subject.profileId)
    if (tokens === null) throw new Error('no tokens')
    const mine = { ...tokens, accessToken: new SecretText(bound({ jkt: own.thumbprint })) }
    await keeper.accept(subject.profileId, mine, null)
    expect(statesOf((await verify(subject, pastedKey)).bindings)).toEqual(['cnf.jkt holds'])
    const exchange = exchangeId.parse(randomUUID())
    const found = await findSubject(subject)
    if (found === null) throw new Error('not found')
    sent.set(exchange, { ...found, sentTo: 'https://api.example.test' })
    const { bindings } = await verify({ of: 'sent', exchangeId: exchange }, pastedKey)
    expect(statesOf(bindings)).toEqual(['cnf.jkt holds'])
  })

  test('is compared with the client certificate that its profile shows', async () => {
    const { verify, having, book, store } = look()
    const { cert, key } = await aCertificateAuthority()
    const thumbprint = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url')
    const subject = await having(anOAuthWay(), bound({ 'x5t#S256': thumbprint }))
    expect(statesOf((await verify(subject, pastedKey)).bindings)).toEqual(['cnf.x5t#S256 broken'])
    const [alice] = store.all()
    const secrets = { certificateKey: { change: 'replace', value: key } } as const
    await book.save(aDraft({ id: alice?.id ?? null, certificate: cert, secrets }))
    expect(statesOf((await verify(subject, pastedKey)).bindings)).toEqual(['cnf.x5t#S256 holds'])
  })

  test('says a word of no key and no token', async () => {
    const { verify, having } = look()
    const subject = await having(anOAuthWay(), accessToken, { idToken: new SecretText(idToken), ties })
    const told = JSON.stringify(await verify(idOf(subject), pastedKey))
    for (const secret of [accessToken, idToken, 'c2VjcmV0', 'n1', ties.codeHash ?? ''])
      expect(told).not.toContain(secret)
  })
})
