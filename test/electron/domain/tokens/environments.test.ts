import { describe, expect, test } from 'vitest'
import { writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, recordOf, refreshed } from '../../../support/keeper-builder.ts'
import { anOAuthWay, aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const [test1, staging] = ['https://test1.example.test', 'https://staging.example.test']
const profile = aProfile({ way: anOAuthWay({ issuer: '{{idp}}' }) })
const tokensOf = (issuer: string, name: string) =>
  aTokenSet({ issuer, accessToken: new SecretText(`access-${name}`), refreshToken: new SecretText(`refresh-${name}`) })
const expired = { obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) }

/** Signed in at both; `enter` switches the environment. */
async function signedInTwice(some: Parameters<typeof aKeeper>[0] = {}) {
  const made = aKeeper({ profile, tokens: null, ...some })
  const enter = (issuer: string | null): void => {
    if (issuer === null) made.variables.delete('idp')
    else made.variables.set('idp', issuer)
  }
  const sent = async () => (await made.keeper.usableTokens(made.id)).tokens.accessToken.reveal()
  for (const [issuer, name] of [
    [test1, 'test1'],
    [staging, 'staging'],
  ] as const) {
    enter(issuer)
    await made.keeper.accept(made.id, tokensOf(issuer, name), null)
  }
  return { ...made, enter, sent }
}

const tokenRecords = (disk: ReadonlyMap<string, string>): string[] =>
  [...disk.keys()].filter((key) => key.startsWith('tokens/'))

describe('a token is found only by the profile and environment it was issued for:', () => {
  test('switching shows the other one’s, switching back finds the first again, none is overwritten', async () => {
    const { enter, sent, asked } = await signedInTwice()
    for (const [issuer, expected] of [
      [test1, 'access-test1'],
      [staging, 'access-staging'],
      [`${test1}/`, 'access-test1'],
    ] as const) {
      enter(issuer)
      expect(await sent()).toBe(expected)
    }
    expect(asked).toEqual([])
  })

  test('after a restart too', async () => {
    const { vault } = await signedInTwice()
    const { enter, sent } = await (async () => {
      const made = aKeeper({ profile, disk: vault.disk })
      return {
        enter: (issuer: string) => void made.variables.set('idp', issuer),
        sent: async () => (await made.keeper.usableTokens(made.id)).tokens.accessToken.reveal(),
      }
    })()
    enter(test1)
    expect(await sent()).toBe('access-test1')
    enter(staging)
    expect(await sent()).toBe('access-staging')
  })

  test('one where nobody signed in sends nothing, and says that the issuer is another one', async () => {
    const { keeper, id, enter } = await signedInTwice()
    enter('https://new.example.test')
    expect(await keeper.session(id)).toEqual({ state: 'sign-in-again', reason: 'issuer-changed', description: null })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(await keeper.peek(id)).toBeNull()
  })

  test('while its variable has no value the latest are shown, and none is sent', async () => {
    const { keeper, id, enter } = await signedInTwice()
    enter(null)
    expect(await keeper.session(id)).toMatchObject({ state: 'active' })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'input.variable_unknown' })
  })

  test('signing out is of this environment, removing is of all', async () => {
    const { keeper, id, enter, sent, vault } = await signedInTwice()
    await keeper.forgetCurrent(id)
    expect(await keeper.session(id)).toMatchObject({ reason: 'issuer-changed' })
    enter(test1)
    expect(await sent()).toBe('access-test1')
    await keeper.forget(id)
    expect(vault.disk.size).toBe(0)
    expect(await keeper.session(id)).toEqual({ state: 'signed-out' })
  })

  test('a sign-in that ends after a switch is kept where it began', async () => {
    const { keeper, id, enter, sent } = await signedInTwice()
    enter(staging)
    await keeper.accept(id, tokensOf(test1, 'late'), null)
    expect(await sent()).toBe('access-staging')
    enter(test1)
    expect(await sent()).toBe('access-late')
  })
})

describe('a switch while a refresh is under way', () => {
  test('keeps the answer for the environment that it is from', async () => {
    const { keeper, id, enter, sent, hold } = await signedInTwice({ answers: [refreshed(2)] })
    enter(test1)
    const release = hold()
    const refreshing = keeper.refreshNow(id)
    await settled()
    enter(staging)
    release()
    await refreshing
    expect(await sent()).toBe('access-staging')
    enter(test1)
    expect(await sent()).toBe('access-2')
  })

  test('shows no other environment’s refresh token to the new one’s server', async () => {
    const { keeper, id, enter, asked, vault } = await signedInTwice()
    enter(test1)
    // The environment changes while the note of the refresh is written.
    vault.beforeWrite = async (_what, kind) => (kind === 'refresh-intent' ? enter(staging) : undefined)
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(asked).toEqual([])
    expect([...vault.disk.keys()].filter((key) => key.startsWith('refresh-intent'))).toEqual([])
  })

  test('each environment is refreshed by itself, once', async () => {
    const { keeper, id, enter, asked, hold } = await signedInTwice({ answers: [refreshed(2), refreshed(3)] })
    const release = hold()
    enter(test1)
    const first = [keeper.refreshNow(id), keeper.refreshNow(id)]
    await settled()
    enter(staging)
    const second = [keeper.refreshNow(id), keeper.refreshNow(id)]
    await settled()
    release()
    await Promise.all([...first, ...second])
    expect(asked).toEqual(['refresh-test1', 'refresh-staging'])
  })
})

describe('tokens that an earlier version kept under the bare profile id', () => {
  const old = tokensOf(test1, 'old')
  function upgraded(tokens = old, answers: Parameters<typeof aKeeper>[0] = {}) {
    const disk = new Map([[`tokens/${profile.id}`, writeStoredTokens({ tokens, ended: null }).reveal()]])
    const made = aKeeper({ profile, disk, ...answers })
    made.variables.set('idp', test1)
    return made
  }

  test('are read as before', async () => {
    const { keeper, id } = upgraded()
    expect((await keeper.usableTokens(id)).tokens.accessToken.reveal()).toBe('access-old')
    expect(await keeper.session(id)).toMatchObject({ state: 'active' })
  })

  test('move with the next write, and not before', async () => {
    const { keeper, id, vault } = upgraded({ ...old, ...expired }, { answers: [refreshed(2)] })
    await keeper.usableTokens(id)
    expect(tokenRecords(vault.disk)).toEqual([recordOf(id, old)])
    expect(vault.disk.get(recordOf(id, old))).toContain('refresh-2')
  })

  test('stay where they are while another environment is signed in to', async () => {
    const { keeper, id, vault, variables } = upgraded()
    variables.set('idp', staging)
    await keeper.accept(id, tokensOf(staging, 'staging'), null)
    expect(tokenRecords(vault.disk)).toEqual([`tokens/${id}`, recordOf(id, tokensOf(staging, 'staging'))])
    variables.set('idp', test1)
    expect((await keeper.usableTokens(id)).tokens.accessToken.reveal()).toBe('access-old')
  })

  test('are forgotten with the rest', async () => {
    const { keeper, id, vault } = upgraded()
    await keeper.forget(id)
    expect(vault.disk.size).toBe(0)
    const again = upgraded()
    await again.keeper.forgetCurrent(id)
    expect(again.vault.disk.size).toBe(0)
  })

  test('that can’t be read are said, stay, and stand in the way of no new sign-in', async () => {
    const { keeper, id, vault } = upgraded()
    vault.disk.set(`tokens/${id}`, 'not json')
    expect(await keeper.session(id)).toMatchObject({ state: 'sign-in-again', reason: 'unreadable' })
    await keeper.accept(id, tokensOf(test1, 'new'), null)
    expect(await keeper.session(id)).toMatchObject({ state: 'active' })
    expect(vault.disk.get(`tokens/${id}`)).toBe('not json')
    await keeper.forget(id)
    expect(vault.disk.size).toBe(0)
  })

  test('with a note of a refresh that was lost are explained by it', async () => {
    const before = upgraded({ ...old, ...expired }, { answers: ['never'] })
    void before.keeper.usableTokens(before.id)
    await settled()
    const note = before.vault.disk.get(noteOf(before.id, old)) ?? ''
    const { keeper, id, vault } = upgraded(
      { ...old, ...expired },
      { answers: [{ kind: 'refused', description: null }] },
    )
    vault.disk.set(`refresh-intent/${id}`, note)
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(await keeper.session(id)).toMatchObject({ reason: 'answer-lost' })
    expect(vault.disk.has(`refresh-intent/${id}`)).toBe(false)
  })
})

test('a DPoP-bound token keeps its type', async () => {
  const { keeper, id } = aKeeper({ tokens: null })
  await keeper.accept(id, aTokenSet({ tokenType: 'DPoP' }), null)
  expect((await keeper.usableTokens(id)).tokens.tokenType).toBe('DPoP')
})

test('tokens that come in while the vault is locked are told as that, and none of them stays outside of it', async () => {
  const { keeper, id, vault, happened } = aKeeper({ tokens: null })
  vault.locked = true
  await expect(keeper.accept(id, aTokenSet(), null)).rejects.toMatchObject({ code: 'vault.locked' })
  expect(await keeper.session(id)).toEqual({ state: 'locked' })
  vault.locked = false
  keeper.reconsider()
  await settled()
  // What was told as failed has failed: nothing comes in later, behind a person who has signed in again.
  expect(await keeper.session(id)).toEqual({ state: 'signed-out' })
  expect(vault.disk.size).toBe(0)
  expect(await happened()).toEqual([])
})
