import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, strangerKeys, type BendableIssuer } from '../support/bendable-issuer.ts'
import { closeServers, closing } from '../support/closing-servers.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { addProfileAt, signInThere } from '../support/rotating-issuer.ts'
import { sign } from '../support/token-signer.ts'
import { forge, paste, tokenOf, verify } from '../support/tokens-in-journey.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

const countOf = ({ calls }: BendableIssuer, path: string) => calls.filter((call) => call.path === path).length
const keysOf = (server: BendableIssuer) => countOf(server, '/jwks')

describe('an issuer that changes its keys', () => {
  async function carolThere(): Promise<{ claimcheck: Journey; server: BendableIssuer }> {
    const [claimcheck, server] = [await composeForJourney(), closing(await aBendableIssuer())]
    await addProfileAt(claimcheck, server)
    return { claimcheck, server }
  }

  test('is asked again once for a key that is new, and for one that nobody has at most once a minute', async () => {
    const { claimcheck, server } = await carolThere()
    const { subject: first } = await paste(claimcheck, await server.idToken({}))
    for (let look = 0; look < 3; look += 1) {
      expect(await verify(claimcheck, first)).toMatchObject({ signature: { verdict: 'valid', keyId: 'one' } })
    }
    expect(keysOf(server)).toBe(1)

    const next = await generateKeyPair('ES256', { extractable: true })
    const two = { ...(await exportJWK(next.publicKey)), kid: 'two', use: 'sig', alg: 'ES256' }
    server.answer('/jwks', { body: { keys: [two] } })
    const { subject: second } = await paste(claimcheck, await server.idToken({}, { kid: 'two' }, next.privateKey))
    const looks = Array.from({ length: 5 }, () => verify(claimcheck, second))
    for (const { signature } of await Promise.all(looks)) expect(signature.verdict).toMatch(/^(?:valid|cannot-check)$/)
    expect(await verify(claimcheck, second)).toMatchObject({ signature: { verdict: 'valid', keyId: 'two' } })
    expect(keysOf(server)).toBe(2)

    const { subject: third } = await paste(claimcheck, await server.idToken({}, { kid: 'three' }, next.privateKey))
    for (let look = 0; look < 3; look += 1) {
      const { signature } = await verify(claimcheck, third)
      expect(signature).toMatchObject({ verdict: 'cannot-check', reason: expect.stringContaining('three') })
    }
    expect(keysOf(server)).toBe(2)
    claimcheck.clock.passes(61)
    await verify(claimcheck, third)
    await verify(claimcheck, third)
    expect(keysOf(server)).toBe(3)
    // Where its keys are was asked once in all.
    expect(countOf(server, '/.well-known/openid-configuration')).toBe(1)
  })

  test('or can’t be reached is told as such, and asked again at the next look', async () => {
    const { claimcheck, server } = await carolThere()
    const { subject } = await paste(claimcheck, await server.idToken({}))
    server.answer('/jwks', { status: 500, body: 'no' })
    const { signature } = await verify(claimcheck, subject)
    expect(signature).toMatchObject({ verdict: 'cannot-check', reason: expect.stringContaining('500') })
    server.reset()
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'valid' } })
  })
})

describe('addresses and keys inside a token', () => {
  test('are never asked or used: nobody comes to where jku and x5u point, whatever I do with the token', async () => {
    const [claimcheck, server, trap] = [
      await composeForJourney(),
      closing(await aBendableIssuer()),
      closing(await aBendableIssuer()),
    ]
    await addProfileAt(claimcheck, server)
    server.answer('/token', { body: { access_token: 'access-1', token_type: 'Bearer', expires_in: 300 } })
    await signInThere(claimcheck, server)
    const { publicKey, privateKey } = await strangerKeys
    const jwk = await exportJWK(publicKey)
    trap.answer('/jwks', { body: { keys: [{ ...jwk, kid: 'theirs' }] } })
    const pointing = { jku: `${trap.issuer}/jwks`, x5u: `${trap.issuer}/chain.pem`, jwk, x5c: ['AAAA'] }
    const urls = { ...{ picture: `${trap.issuer}/me.png`, website: trap.issuer, jku: `${trap.issuer}/jwks` } }
    for (const iss of [server.issuer, 'https://nobody.example.test', undefined]) {
      const token = await sign(
        { privateKey },
        { alg: 'ES256', kid: 'theirs', ...pointing },
        { iss, sub: 'alice', ...urls },
      )
      const { subject, shown } = await paste(claimcheck, token)
      expect(shown.warnings.map(({ about }) => about)).toEqual(expect.arrayContaining(['jku', 'x5c']))
      const { signature } = await verify(claimcheck, subject)
      expect(signature.verdict).not.toBe('valid')
      await claimcheck.ask('inspection.recipes', { subject })
      await claimcheck.ask('inspection.compare', { left: subject, right: await tokenOf(claimcheck, 'carol') })
      const again = await forge(claimcheck, subject, { signing: { how: 'bit-flipped' } })
      expect(await verify(claimcheck, again.subject)).not.toMatchObject({ signature: { verdict: 'valid' } })
    }
    expect(trap.calls).toEqual([])
  })
})
