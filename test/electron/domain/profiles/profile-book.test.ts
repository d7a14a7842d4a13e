import { describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../../electron/contract/profiles.ts'
import { profileSummary } from '../../../../electron/contract/profiles.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDesk } from '../../../support/desk-builder.ts'
import { aProfile, aTokenSet } from '../../../support/token-builder.ts'

const aDraft = (some: Partial<ProfileDraft> = {}): ProfileDraft => ({
  id: null,
  name: 'alice',
  label: 'customer',
  grant: 'authorization_code',
  issuer: 'https://id.example.test',
  clientId: 'desktop',
  clientAuthentication: 'none',
  scopes: ['openid'],
  resource: null,
  loginHint: null,
  keepFresh: false,
  clientSecret: { change: 'keep' },
  ...some,
})
const withSecret = {
  clientAuthentication: 'client_secret_basic',
  clientSecret: { change: 'replace', value: 'secret-canary' },
} as const

async function aSignedIn(some: Partial<ProfileDraft> = {}) {
  const made = aDesk()
  const saved = await made.book.save(aDraft(some))
  await made.keeper.accept(
    saved.id,
    aTokenSet({ obtainedAt: new Date(), expiresAt: new Date(Date.now() + 300_000) }),
    null,
  )
  return { ...made, id: saved.id }
}

describe('saving a profile', () => {
  test('makes one that is listed, signed out, and fits the contract', async () => {
    const { book, changed } = aDesk()
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
    const { book, store, vault } = aDesk()
    const saved = await book.save(aDraft(withSecret))
    expect(saved.hasClientSecret).toBe(true)
    expect(JSON.stringify([saved, store.all(), await book.list()])).not.toContain('canary')
    expect(vault.disk.get(`client-secret/${saved.id}`)).toBe('secret-canary')
    expect((await book.clientSecret(saved.id))?.reveal()).toBe('secret-canary')
  })

  test('keeps, replaces and clears the secret as told', async () => {
    const { book } = aDesk()
    const { id } = await book.save(aDraft(withSecret))
    await book.save(aDraft({ id, name: 'renamed' }))
    expect((await book.clientSecret(id))?.reveal()).toBe('secret-canary')
    await book.save(aDraft({ id, clientSecret: { change: 'replace', value: 'another' } }))
    expect((await book.clientSecret(id))?.reveal()).toBe('another')
    expect(await book.save(aDraft({ id, clientSecret: { change: 'clear' } }))).toMatchObject({ hasClientSecret: false })
  })

  test('of a profile that is gone says so', async () => {
    const { book } = aDesk()
    const { id } = aProfile()
    await expect(book.save(aDraft({ id }))).rejects.toMatchObject({
      code: 'profile.not_found',
      details: { profileId: id },
    })
  })

  test('with a locked vault changes nothing', async () => {
    const { book, store, vault } = aDesk()
    vault.locked = true
    await expect(book.save(aDraft(withSecret))).rejects.toMatchObject({ code: 'vault.locked' })
    expect(store.all()).toEqual([])
  })

  test.each([
    ['http elsewhere', '{{server}}', 'http://id.example.test', 'sign_in.issuer_insecure'],
    ['no address', '{{server}}', 'nonsense', 'input.url_invalid'],
    ['credentials', 'https://user:pass@id.example.test', '', 'input.url_invalid'],
  ])('refuses an issuer that gives %s', async (_what, issuer, value, code) => {
    const { book, values } = aDesk()
    values.set('server', value)
    await expect(book.save(aDraft({ issuer }))).rejects.toMatchObject({ code })
  })

  test('takes an issuer whose variable has no value yet', async () => {
    const { book } = aDesk()
    expect(await book.save(aDraft({ issuer: '{{later}}' }))).toMatchObject({ issuer: '{{later}}' })
  })
})

describe('changing a profile that is signed in', () => {
  test.each([
    ['issuer', { issuer: 'https://other.example.test' }],
    ['client', { clientId: 'another' }],
    ['grant', { grant: 'client_credentials' as const }],
  ])('to another %s ends its tokens', async (_what, some) => {
    const { book, vault, id } = await aSignedIn()
    expect(await book.save(aDraft({ id, ...some }))).toMatchObject({ session: { state: 'signed-out' } })
    expect(vault.disk.size).toBe(0)
  })

  test('in its name or scopes keeps its tokens', async () => {
    const { book, id } = await aSignedIn()
    const saved = await book.save(aDraft({ id, name: 'renamed', scopes: ['openid', 'more'], keepFresh: true }))
    expect(saved).toMatchObject({ name: 'renamed', session: { state: 'active' } })
  })

  test('to another issuer never takes the secret along', async () => {
    const { book, id } = await aSignedIn(withSecret)
    const moved = { id, issuer: 'https://evil.example.test', clientAuthentication: 'client_secret_basic' } as const
    await expect(book.save(aDraft(moved))).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: 'clientSecret' }] },
    })
    expect(book.find(id)?.issuer).toBe('https://id.example.test')
    await book.save(aDraft({ ...moved, clientSecret: { change: 'replace', value: 'theirs' } }))
    expect((await book.clientSecret(id))?.reveal()).toBe('theirs')
  })
})

describe('removing a profile', () => {
  test('takes its tokens and its secret along', async () => {
    const { book, vault, id } = await aSignedIn(withSecret)
    await book.remove(id)
    expect(await book.list()).toEqual([])
    expect(vault.disk.size).toBe(0)
  })

  test('waits for the vault to be opened', async () => {
    const { book, vault, id } = await aSignedIn(withSecret)
    vault.locked = true
    await expect(book.remove(id)).rejects.toMatchObject({ code: 'vault.locked' })
    expect(book.find(id)).not.toBeNull()
  })

  test('that is gone already says so', async () => {
    const { book, id } = await aSignedIn()
    await book.remove(id)
    await expect(book.remove(id)).rejects.toMatchObject({ code: 'profile.not_found' })
  })
})

describe('a vault that cannot be opened', () => {
  test('still lets the profiles be listed, as locked', async () => {
    const { book, vault, id } = await aSignedIn(withSecret)
    vault.locked = true
    expect(await book.list()).toMatchObject([{ id, session: { state: 'locked' }, hasClientSecret: true }])
  })

  test('with an unreadable secret shows that there is one', async () => {
    const { book, vault, id } = await aSignedIn(withSecret)
    vault.unreadable.add(`client-secret/${id}`)
    expect(await book.list()).toMatchObject([{ hasClientSecret: true }])
    await expect(book.clientSecret(id)).rejects.toMatchObject({ code: 'vault.record_unreadable' })
  })
})

describe('the starters', () => {
  const { id: _id, ...robot } = aProfile({
    name: 'robot',
    grant: 'client_credentials',
    clientAuthentication: 'client_secret_basic',
    isPlayground: true,
  })
  const { id: _other, ...alice } = aProfile({ name: 'alice', isPlayground: true })
  const starters = [
    { profile: alice, clientSecret: null },
    { profile: robot, clientSecret: new SecretText('robot-secret') },
  ]

  test('are added once, however often', async () => {
    const { book } = aDesk()
    await book.seed(starters)
    await book.seed(starters)
    expect((await book.list()).map(({ name, hasClientSecret }) => [name, hasClientSecret])).toEqual([
      ['alice', false],
      ['robot', true],
    ])
  })

  test('come beside a profile of the same name that is a person’s own', async () => {
    const { book } = aDesk()
    await book.save(aDraft({ name: 'alice' }))
    await book.seed(starters)
    expect((await book.list()).map(({ name }) => name)).toEqual(['alice', 'alice', 'robot'])
  })

  test('come without their secret while the vault is closed, and get it when seeded again', async () => {
    const { book, vault } = aDesk()
    vault.locked = true
    await book.seed(starters)
    vault.locked = false
    const robotId = (await book.list()).find(({ name }) => name === 'robot')?.id
    if (robotId === undefined) throw new Error('the robot was not seeded')
    expect(await book.clientSecret(robotId)).toBeNull()
    await book.seed(starters)
    expect((await book.clientSecret(robotId))?.reveal()).toBe('robot-secret')
  })

  test('leave a secret that a person entered alone', async () => {
    const { book } = aDesk()
    await book.seed(starters)
    const robotId = (await book.list()).find(({ name }) => name === 'robot')?.id ?? null
    await book.save(aDraft({ ...robot, id: robotId, scopes: [], clientSecret: { change: 'replace', value: 'mine' } }))
    await book.seed(starters)
    if (robotId !== null) expect((await book.clientSecret(robotId))?.reveal()).toBe('mine')
  })
})
