import { describe, expect, test } from 'vitest'
import { profileSummary } from '../../../../electron/contract/profiles.ts'
import { aBook, aDraft } from '../../../support/book-builder.ts'
import { anOAuthWay, aProfile, aTokenSet } from '../../../support/token-builder.ts'
import { aSignedJwtWay } from '../../../support/way-builder.ts'

const confidential = anOAuthWay({ clientAuthentication: 'client_secret_basic' })
const withSecret = {
  way: confidential,
  secrets: { clientSecret: { change: 'replace', value: 'secret-canary' } },
} as const

describe('saving a profile', () => {
  test('makes one that is listed, signed out, and fits the contract', async () => {
    const { book, changed } = aBook()
    const saved = await book.save(aDraft())
    expect(profileSummary.parse(saved)).toMatchObject({
      name: 'alice',
      session: { state: 'signed-out' },
      isPlayground: false,
    })
    expect(await book.list()).toEqual([saved])
    expect(changed).toEqual([saved.id])
  })

  test('puts the secret into the vault and nowhere else', async () => {
    const { book, secrets, store, vault } = aBook()
    const saved = await book.save(aDraft(withSecret))
    expect(saved.secrets).toEqual(['clientSecret'])
    expect(JSON.stringify([saved, store.all(), await book.list()])).not.toContain('canary')
    // Where the vaults of earlier versions have it.
    expect(vault.disk.get(`client-secret/${saved.id}`)).toBe('secret-canary')
    expect((await secrets.read(saved.id, 'clientSecret'))?.reveal()).toBe('secret-canary')
  })

  test('keeps, replaces and clears the secret as told', async () => {
    const { book, secrets } = aBook()
    const { id } = await book.save(aDraft(withSecret))
    await book.save(aDraft({ id, name: 'renamed', way: confidential }))
    expect((await secrets.read(id, 'clientSecret'))?.reveal()).toBe('secret-canary')
    await book.save(
      aDraft({ id, way: confidential, secrets: { clientSecret: { change: 'replace', value: 'another' } } }),
    )
    expect((await secrets.read(id, 'clientSecret'))?.reveal()).toBe('another')
    expect(
      await book.save(aDraft({ id, way: confidential, secrets: { clientSecret: { change: 'clear' } } })),
    ).toMatchObject({ secrets: [] })
  })

  test('of a profile that is gone says so', async () => {
    const { book } = aBook()
    const { id } = aProfile()
    await expect(book.save(aDraft({ id }))).rejects.toMatchObject({
      code: 'profile.not_found',
      details: { profileId: id },
    })
  })

  test('with a locked vault changes nothing', async () => {
    const { book, store, vault } = aBook()
    vault.locked = true
    await expect(book.save(aDraft(withSecret))).rejects.toMatchObject({ code: 'vault.locked' })
    expect(store.all()).toEqual([])
  })

  test('takes an issuer whose variable has no value yet', async () => {
    const { book } = aBook()
    const way = anOAuthWay({ issuer: '{{later}}' })
    expect(await book.save(aDraft({ way }))).toMatchObject({ way: { issuer: '{{later}}' } })
  })

  test('leaves a secret that its way has no use for out', async () => {
    const { book, vault } = aBook()
    await book.save(aDraft({ secrets: { password: { change: 'replace', value: 'never-kept' } } }))
    expect(vault.disk.size).toBe(0)
  })
})

describe('changing a profile that is signed in', () => {
  test.each([
    ['issuer', { issuer: 'https://other.example.test' }],
    ['client', { clientId: 'another' }],
    ['grant', { grant: { type: 'client_credentials' } }],
    ['binding (DPoP)', { dpop: true }],
  ] as const)('to another %s ends its tokens', async (_what, some) => {
    const { book, vault, signIn } = aBook()
    const id = await signIn(aDraft())
    expect(await book.save(aDraft({ id, way: anOAuthWay(some) }))).toMatchObject({ session: { state: 'signed-out' } })
    expect(vault.disk.size).toBe(0)
  })

  test('in its name or scopes keeps its tokens', async () => {
    const { book, signIn } = aBook()
    const id = await signIn(aDraft())
    const way = anOAuthWay({ scopes: ['openid', 'more'] })
    expect(await book.save(aDraft({ id, name: 'renamed', way, keepFresh: true }))).toMatchObject({
      name: 'renamed',
      session: { state: 'active' },
    })
  })

  test('to another identity ends the tokens of every environment, and the key that they were bound to', async () => {
    const { book, keeper, dpopKeys, vault, values, signIn } = aBook()
    const way = anOAuthWay({ issuer: '{{idp}}', dpop: true })
    values.set('idp', 'https://one.example.test')
    const id = await signIn(aDraft({ way }), { issuer: 'https://one.example.test' })
    values.set('idp', 'https://two.example.test')
    await keeper.accept(id, aTokenSet({ issuer: 'https://two.example.test' }), null)
    await dpopKeys.ensure(id)
    // Tokens and history of two environments, and the key.
    expect(vault.disk.size).toBe(5)
    await book.save(aDraft({ id, way: { ...way, clientId: 'another' } }))
    expect(vault.disk.size).toBe(0)
  })

  test('to another identity ends a sign-in that is under way, and another name does not', async () => {
    const { book, cancelled } = aBook()
    const { id } = await book.save(aDraft())
    await book.save(aDraft({ id, name: 'alice of sales' }))
    expect(cancelled).toEqual([])
    await book.save(aDraft({ id, way: anOAuthWay({ clientId: 'another' }) }))
    expect(cancelled).toEqual([id])
    await book.remove(id)
    expect(cancelled).toEqual([id, id])
  })

  test('to another kind removes the secrets that the new one has no use for', async () => {
    const { book, vault } = aBook()
    const { id } = await book.save(aDraft(withSecret))
    await book.save(aDraft({ id, way: { kind: 'none' } }))
    expect(vault.disk.size).toBe(0)
  })

  test('with a signing key that is another one ends the tokens that the old one signed', async () => {
    const { book, keeper, signIn } = aBook()
    const way = aSignedJwtWay()
    const secrets = { signingKey: { change: 'replace', value: 'a'.repeat(32) } } as const
    const id = await signIn(aDraft({ way, secrets }))
    await book.save(aDraft({ id, way, secrets: { signingKey: { change: 'replace', value: 'b'.repeat(32) } } }))
    expect(await keeper.session(id)).toEqual({ state: 'signed-out' })
  })
})

describe('removing a profile', () => {
  test('takes its tokens, its secrets and its key along', async () => {
    const { book, vault, dpopKeys, signIn } = aBook()
    const id = await signIn(aDraft(withSecret))
    await dpopKeys.ensure(id)
    await book.remove(id)
    expect(await book.list()).toEqual([])
    expect(vault.disk.size).toBe(0)
  })

  test('takes what happened to its tokens along, and of those of another identity only the tokens', async () => {
    const { book, keeper, signIn } = aBook()
    const id = await signIn(aDraft())
    await book.save(aDraft({ id, way: anOAuthWay({ clientId: 'another' }) }))
    expect((await keeper.timeline(id)).map(({ what }) => what.kind)).toEqual(['forgotten', 'signed-in'])
    await book.remove(id)
    expect(await keeper.timeline(id)).toEqual([])
  })

  test('waits for the vault to be opened', async () => {
    const { book, vault, signIn } = aBook()
    const id = await signIn(aDraft(withSecret))
    vault.locked = true
    await expect(book.remove(id)).rejects.toMatchObject({ code: 'vault.locked' })
    expect(book.find(id)).not.toBeNull()
  })

  test('that is gone already says so', async () => {
    const { book, signIn } = aBook()
    const id = await signIn(aDraft())
    await book.remove(id)
    await expect(book.remove(id)).rejects.toMatchObject({ code: 'profile.not_found' })
  })
})

describe('a vault that cannot be opened', () => {
  test('still lets the profiles be listed, as locked, with the secrets that there should be', async () => {
    const { book, vault, signIn } = aBook()
    const id = await signIn(aDraft(withSecret))
    await book.save(aDraft({ name: 'key', way: { kind: 'basic', username: 'alice' } }))
    vault.locked = true
    expect(await book.list()).toMatchObject([
      { id, session: { state: 'locked' }, secrets: ['clientSecret'] },
      { session: { state: 'locked' }, secrets: ['password'] },
    ])
  })

  test('with an unreadable secret shows that there is one', async () => {
    const { book, secrets, vault, signIn } = aBook()
    const id = await signIn(aDraft(withSecret))
    vault.unreadable.add(`client-secret/${id}`)
    expect(await book.list()).toMatchObject([{ secrets: ['clientSecret'] }])
    await expect(secrets.read(id, 'clientSecret')).rejects.toMatchObject({ code: 'vault.record_unreadable' })
  })
})

describe('arranging', () => {
  test('sets order and group at once, passing over what is gone and what is named twice', async () => {
    const { book, changed } = aBook()
    const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((name) => book.save(aDraft({ name }))))
    if (alice === undefined || bob === undefined || carol === undefined) throw new Error('not saved')
    changed.length = 0
    await book.arrange([
      { profileId: carol.id, group: 'staff' },
      { profileId: aProfile().id, group: 'nobody' },
      { profileId: alice.id, group: '' },
      { profileId: carol.id, group: 'staff' },
    ])
    expect((await book.list()).map(({ name, group }) => [name, group])).toEqual([
      ['carol', 'staff'],
      ['alice', ''],
      ['bob', ''],
    ])
    expect(changed).toEqual([carol.id, alice.id])
  })
})
