import { describe, expect, test } from 'vitest'
import { lookAtOtherProfiles } from '../../../../electron/domain/challenges/other-profiles.ts'
import { aDraft } from '../../../support/book-builder.ts'
import { anInspection } from '../../../support/inspection-builder.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'
import { aJwt } from '../../../support/token-to-inspect.ts'
import { aStaticTokenWay } from '../../../support/way-builder.ts'

describe('the other profiles that a request might be sent as', () => {
  test('are known by what they may send: tokens that were got, entered, or none that is needed', async () => {
    const { book, store, keeper, heldToken, having, vault } = anInspection({}, () => null)
    const jwt = aJwt({ alg: 'RS256' }, { scope: 'orders:read' })
    const me = await having(anOAuthWay(), jwt)
    const key = await having(aStaticTokenWay(), jwt)
    if (me.of !== 'profile' || key.of !== 'profile') throw new Error('another subject')
    const { id: basic } = await book.save(
      aDraft({ way: { kind: 'basic', username: 'a' }, secrets: { password: { change: 'replace', value: 'hush' } } }),
    )
    const { id: out } = await book.save(aDraft())
    const look = () => lookAtOtherProfiles({ profiles: store, keeper, heldToken, except: me.profileId })
    const unknown = { name: 'alice', showsCertificate: false, scopes: [], roles: [] }
    expect(await look()).toEqual([
      {
        ...{ ...unknown, id: key.profileId, kind: 'static_token', scheme: 'Bearer' },
        ...{ signedIn: true, scopes: ['orders:read'] },
      },
      { ...unknown, id: basic, kind: 'basic', scheme: 'Basic', signedIn: true },
      { ...unknown, id: out, kind: 'oauth', scheme: 'Bearer', signedIn: false },
    ])
    vault.locked = true
    expect((await look()).map(({ signedIn }) => signedIn)).toEqual([false, false, false])
  })
})
