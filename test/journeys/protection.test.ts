import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { robotClientSecret } from '../../electron/playground/demo-credentials.ts'
import { aDataFolder, answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { filesBelow, fingerprints } from '../support/folder-content.ts'
import { aKeyring, noKeyring } from '../support/keyring-builder.ts'
import { ofProfile } from '../support/subject-of.ts'

afterEach(endJourneys)

const passphrase = 'correct horse battery'
const underPassphrase = (chosen: string) => ({
  current: null,
  protection: { under: 'passphrase' as const, passphrase: chosen },
})
const nameless = { expiresAt: null }

describe('without a keyring', () => {
  test('a passphrase that a person chooses keeps the tokens, and opens them after a restart', async () => {
    const folder = await aDataFolder()
    const first = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await first.ask('vault.status', {})).toMatchObject({ state: 'choice-needed' })
    expect(await first.signIn('alice')).toMatchObject({ ok: false, failure: { code: 'vault.choice_needed' } })
    expect(first.browser.addresses).toEqual([])
    expect(await first.failureOf('vault.protect', underPassphrase('short'))).toEqual({
      code: 'vault.weak_passphrase',
      details: { minimumLength: 12 },
    })
    expect(await first.ask('vault.protect', underPassphrase(passphrase))).toMatchObject({
      state: 'open',
      strength: 'passphrase',
    })
    expect(await first.signIn('alice')).toMatchObject({ ok: true, value: { kept: 'on-disk' } })
    expect(await first.profile('robot')).toMatchObject({ secrets: ['clientSecret'] })
    const { id: profileId } = await first.profile('alice')
    const before = await first.ask('tokens.inspect', ofProfile(profileId))
    await first.end()

    const second = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await second.ask('vault.status', {})).toMatchObject({
      ...{ state: 'locked', cause: 'start', opensWith: ['passphrase'] },
    })
    expect(await second.session('alice')).toEqual({ state: 'locked' })
    const kept = fingerprints(folder, /^vault/)
    expect(await second.failureOf('vault.unlock', { by: 'passphrase', passphrase: 'correct horse batterz' })).toEqual({
      code: 'vault.wrong_passphrase',
      details: {},
    })
    expect(await second.session('alice')).toEqual({ state: 'locked' })
    expect(fingerprints(folder, /^vault/)).toEqual(kept)
    expect(await second.ask('vault.unlock', { by: 'passphrase', passphrase })).toMatchObject({
      ...{ state: 'open', unreadable: 0 },
    })
    expect(await second.session('alice')).toMatchObject({ state: 'active', refreshable: true })
    const after = await second.ask('tokens.inspect', ofProfile(profileId))
    expect({ ...after, ...nameless }).toEqual({ ...before, ...nameless })
    expect(await second.ask('vault.lock', {})).toMatchObject({ state: 'locked', cause: 'by-hand' })
    expect(await second.session('alice')).toEqual({ state: 'locked' })
  })

  test('a token that was copied leaves the clipboard when the vault is locked', async () => {
    const claimcheck = await composeForJourney({ keyring: noKeyring() })
    await claimcheck.ask('vault.protect', underPassphrase(passphrase))
    await claimcheck.signIn('alice')
    const { id: profileId } = await claimcheck.profile('alice')
    await claimcheck.ask('tokens.copy', ofProfile(profileId))
    expect(claimcheck.clipboard.secret).not.toBeNull()
    await claimcheck.ask('vault.lock', {})
    await expect.poll(() => claimcheck.clipboard.secret).toBeNull()
  })

  test('memory only writes no secret and no vault, works until one quits, and then it is gone', async () => {
    const folder = await aDataFolder()
    const first = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await first.ask('vault.chooseMemoryOnly', {})).toMatchObject({ state: 'open', strength: 'memory-only' })
    expect(await first.signIn('alice')).toMatchObject({ ok: true, value: { state: 'active', kept: 'until-quit' } })
    expect(await first.startSignIn('robot')).toMatchObject({ ok: true })
    expect(answerOf(await first.send({ url: '{{baseUrl}}/orders' }, 'alice')).status).toBe(200)
    const { id: profileId } = await first.profile('alice')
    for (const which of ['access', 'id'] as const) await first.ask('tokens.copy', ofProfile(profileId, which))
    const secrets = [...first.copied, robotClientSecret]
    expect(secrets).toHaveLength(3)
    await first.end()

    expect([...filesBelow(folder).keys()].filter((name) => name.startsWith('vault'))).toEqual([])
    const hits = [...filesBelow(folder)].filter(([, bytes]) => secrets.some((secret) => bytes.includes(secret)))
    expect(hits.map(([name]) => name)).toEqual([])
    const second = await composeForJourney({ folder, keyring: noKeyring() })
    expect(await second.ask('vault.status', {})).toMatchObject({ state: 'open', strength: 'memory-only', records: 1 })
    expect(await second.session('alice')).toEqual({ state: 'signed-out' })
  })
})

describe('a vault file of which bytes were flipped', () => {
  const flip = (file: string): void => {
    const bytes = readFileSync(file)
    for (let at = 40; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x11
    writeFileSync(file, bytes)
  }

  async function aDamagedFolder(files: readonly string[]) {
    const [folder, keyring] = [await aDataFolder(), aKeyring()]
    const first = await composeForJourney({ folder, keyring: keyring.wrapper })
    await first.signIn('alice')
    await first.end()
    for (const file of files) flip(path.join(folder, file))
    return { folder, keyring: keyring.wrapper, damaged: fingerprints(folder, /^vault\.json(\.bak)?$/) }
  }

  test('is recovered from its predecessor, and says so', async () => {
    const { folder, keyring } = await aDamagedFolder(['vault.json'])
    const claimcheck = await composeForJourney({ folder, keyring })
    expect(await claimcheck.ask('vault.status', {})).toMatchObject({ state: 'open', recovered: true, unreadable: 0 })
  })

  test('is told as damaged with its predecessor, is kept aside, and a new vault can be begun beside it', async () => {
    const { folder, keyring, damaged } = await aDamagedFolder(['vault.json', 'vault.json.bak'])
    const claimcheck = await composeForJourney({ folder, keyring })
    const status = await claimcheck.ask('vault.status', {})
    if (status.state !== 'damaged') throw new Error(`the vault is ${status.state}`)
    expect(readFileSync(status.keptAt)).toEqual(readFileSync(path.join(folder, 'vault.json')))
    expect(await claimcheck.signIn('alice')).toMatchObject({
      ok: false,
      failure: { code: 'vault.damaged', details: { keptAt: status.keptAt } },
    })
    expect(fingerprints(folder, /^vault\.json(\.bak)?$/)).toEqual(damaged)

    expect(await claimcheck.ask('vault.setAside', {})).toMatchObject({ state: 'open', strength: 'keyring' })
    expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true, value: { kept: 'on-disk' } })
    const aside = Object.values(fingerprints(folder, /^vault\.json\.aside/))
    expect(aside.toSorted()).toEqual(Object.values(damaged).toSorted())
  })
})
