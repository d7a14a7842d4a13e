import { inflateRawSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { closeServers } from '../support/closing-servers.ts'
import { endJourneys } from '../support/compose-for-journey.ts'
import { carolSignedIn } from '../support/issuer-of-jwts.ts'
import { findSecrets } from '../support/secret-search.ts'
import { aVaultIn } from '../support/vault-on-disk.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

test('what is sealed of the tokens of a profile are their words: no signature and no refresh token, of now or before', async () => {
  const { claimcheck, server, profileId } = await carolSignedIn()
  for (let time = 0; time < 3; time += 1) await claimcheck.ask('tokens.refresh', { profileId })
  await claimcheck.end()

  const vault = aVaultIn(claimcheck.folder, { keyWrapper: claimcheck.keyring })
  expect(await vault.status()).toMatchObject({ state: 'open' })
  const sealed = async (kind: 'token-history' | 'tokens') => {
    const texts = await Promise.all((await vault.ids(kind)).map((id) => vault.read(kind, id)))
    return texts.map((text) => text?.reveal() ?? '')
  }
  const history = (await sealed('token-history')).map((text) =>
    inflateRawSync(Buffer.from(text, 'base64')).toString('utf8'),
  )
  const secrets = new Map(
    server.given.flatMap(({ access, id, refresh }) =>
      [access, id ?? access].flatMap((token) => [
        [refresh, 'a refresh token'] as const,
        [token, 'a token'] as const,
        [token.split('.')[2] ?? '', 'a signature'] as const,
      ]),
    ),
  )
  expect(secrets.size).toBe(4 * 5)
  expect(
    findSecrets(
      secrets,
      history.map((text) => ['the history', text]),
    ),
  ).toEqual([])
  // Four of each kind are remembered, with all that they said; and the search finds a signature where there is one.
  for (const { access } of server.given) {
    const { jti } = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString('utf8'))
    expect(history.join()).toContain(jti)
  }
  const own = (await sealed('tokens')).map((text) => ['the record of the tokens', text] as const)
  expect(findSecrets(secrets, own)).toContain('a signature in the record of the tokens')
})
