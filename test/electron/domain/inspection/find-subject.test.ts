import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDeskOfTokens } from '../../../support/desk-of-tokens.ts'
import { aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'
import { hmacToken } from '../../../support/tokens-to-find.ts'

describe('a token that is named by where it is', () => {
  test.each(['access', 'id', 'refresh'] as const)('is found for a profile: the %s token', async (which) => {
    const { id, findSubject } = aDeskOfTokens()
    const found = await findSubject({ of: 'profile', profileId: id, which })
    expect(found?.content.is === 'held' && found.content.token.reveal()).toBe(`${which}-1`)
    expect(found).toMatchObject({ which, profileId: id, issuedBy: { clientId: 'desktop' }, sentTo: null, seenAt: noon })
  })

  test('is told of a refresh token with its own end, not the access token’s', async () => {
    const refreshEnds = { at: secondsAfterNoon(9000), since: noon, source: 'refresh_expires_in' } as const
    const { id, findSubject } = aDeskOfTokens({ tokens: aTokenSet({ refreshEnds }) })
    const found = await findSubject({ of: 'profile', profileId: id, which: 'refresh' })
    expect(found?.tokens).toMatchObject({ expiresAt: secondsAfterNoon(9000), expirySource: 'expires_in' })
    const unknown = aDeskOfTokens()
    const other = await unknown.findSubject({ of: 'profile', profileId: unknown.id, which: 'refresh' })
    expect(other?.tokens).toMatchObject({ expiresAt: null, expirySource: 'unknown' })
  })

  test('is null where the profile has none, and throws while the vault is locked', async () => {
    const { id, findSubject, vault } = aDeskOfTokens({ tokens: aTokenSet({ idToken: null }) })
    expect(await findSubject({ of: 'profile', profileId: id, which: 'id' })).toBeNull()
    vault.locked = true
    await expect(findSubject({ of: 'profile', profileId: id, which: 'access' })).rejects.toMatchObject({
      code: 'vault.locked',
    })
  })

  test('is remembered when it is over, by the entry of the history', async () => {
    const { id, keeper, history, findSubject } = aDeskOfTokens({ tokens: null })
    await keeper.accept(id, aTokenSet({ accessToken: new SecretText(hmacToken), idToken: null }), null)
    await keeper.accept(id, aTokenSet({ accessToken: new SecretText('opaque-access-token'), idToken: null }), null)
    const [, before] = await history.past(id)
    const found = await findSubject({ of: 'past', profileId: id, entry: before?.entry ?? '' })
    expect(found?.content).toMatchObject({ is: 'remembered', format: 'jwt' })
  })
})
