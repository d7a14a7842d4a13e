import { describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../../electron/contract/profiles.ts'
import { aBook, aDraft } from '../../../support/book-builder.ts'
import { aJwt } from '../../../support/token-to-inspect.ts'
import { aStaticTokenWay } from '../../../support/way-builder.ts'

const replace = (value: string) => ({ change: 'replace', value }) as const
const exp = Date.UTC(2027, 0, 1) / 1000
const session = async (some: Partial<ProfileDraft>) => (await aBook().book.save(aDraft(some))).session

describe('a profile with nothing to sign in to', () => {
  test.each<[string, Partial<ProfileDraft>, unknown]>([
    [
      'an API key',
      { way: aStaticTokenWay(), secrets: { token: replace('key-1') } },
      { state: 'standing', expiresAt: null },
    ],
    [
      'a JWT that was entered',
      { way: aStaticTokenWay(), secrets: { token: replace(aJwt({ alg: 'RS256' }, { exp })) } },
      { state: 'standing', expiresAt: '2027-01-01T00:00:00.000Z' },
    ],
    [
      'user name and password',
      { way: { kind: 'basic', username: 'alice' }, secrets: { password: replace('hush') } },
      { state: 'standing', expiresAt: null },
    ],
    ['nothing at all', { way: { kind: 'none' } }, { state: 'standing', expiresAt: null }],
    ['an API key that was never entered', { way: aStaticTokenWay() }, { state: 'incomplete', missing: 'token' }],
    [
      'a password that was never entered',
      { way: { kind: 'digest', username: 'alice' } },
      { state: 'incomplete', missing: 'password' },
    ],
    [
      'a certificate that was never entered',
      { way: { kind: 'certificate' } },
      { state: 'incomplete', missing: 'certificate' },
    ],
  ])('but %s says how it stands', async (_what, some, expected) => {
    expect(await session(some)).toEqual(expected)
  })

  test('is locked while the vault is', async () => {
    const { book, vault } = aBook()
    await book.save(aDraft({ way: aStaticTokenWay(), secrets: { token: replace('key-1') } }))
    vault.locked = true
    expect((await book.list())[0]?.session).toEqual({ state: 'locked' })
  })

  test('says that its secret can’t be read', async () => {
    const { book, vault } = aBook()
    const { id } = await book.save(aDraft({ way: aStaticTokenWay(), secrets: { token: replace('key-1') } }))
    vault.unreadable.add(`profile-secret/${id} token`)
    expect((await book.list())[0]?.session).toEqual({
      state: 'sign-in-again',
      reason: 'unreadable',
      description: null,
    })
  })
})
