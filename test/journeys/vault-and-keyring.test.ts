import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aDataFolder, answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { fingerprints } from '../support/folder-content.ts'
import { aKeyring } from '../support/keyring-builder.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import { opening, passphrase, underBoth, underKeyring } from '../support/vault-requests.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

/** A folder that was worked in under a keyring, and everything of its vault as it was left. */
async function yesterday() {
  const [folder, keyring] = [await aDataFolder(), aKeyring({ name: 'GNOME keyring' })]
  const claimcheck = await composeForJourney({ folder, keyring: keyring.wrapper })
  await addProfileAt(claimcheck, issuer)
  await signInThere(claimcheck, issuer)
  return { folder, keyring, claimcheck, kept: () => fingerprints(folder, /^vault/) }
}

describe('a keyring', () => {
  test('that goes while one works costs nothing: what is open stays open, and is saved', async () => {
    const { folder, keyring, claimcheck } = await yesterday()
    keyring.goAway()
    claimcheck.clock.passes(301)
    expect(answerOf(await claimcheck.send(issuer.orders, 'carol')).status).toBe(200)
    expect(await claimcheck.session('carol')).toMatchObject({ state: 'active', kept: 'on-disk', refreshCount: 1 })
    await claimcheck.end()
    keyring.comeBack()
    const today = await composeForJourney({ folder, keyring: keyring.wrapper, clock: claimcheck.clock })
    expect(await today.session('carol')).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(answerOf(await today.send(issuer.orders, 'carol')).status).toBe(200)
    expect(issuer.refreshes()).toBe(1)
  })

  test('that is another one now is told by both names; no byte is changed, and the first opens it again', async () => {
    const { folder, keyring, claimcheck, kept } = await yesterday()
    await claimcheck.end()
    const left = kept()
    const other = aKeyring({ name: 'KWallet' })
    const locked = {
      ...{ state: 'locked', cause: 'keyring', opensWith: [] },
      keyring: { offered: 'KWallet', sealedUnder: 'GNOME keyring', trouble: 'changed' },
    }
    const today = await composeForJourney({ folder, keyring: other.wrapper })
    expect(await today.ask('vault.status', {})).toEqual(locked)
    expect(await today.failureOf('vault.unlock', { by: 'keyring' })).toEqual({
      code: 'vault.keyring_unavailable',
      details: { offered: 'KWallet', trouble: 'changed' },
    })
    expect(await today.failureOfSend(issuer.orders, 'carol')).toEqual({ code: 'vault.locked', details: {} })
    await today.end()
    expect(kept()).toEqual(left)

    const again = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await again.ask('vault.status', {})).toMatchObject({ state: 'open', strength: 'keyring' })
    expect(await again.session('carol')).toMatchObject({ state: 'active' })
  })

  test('that is weak now opens nothing and is given nothing', async () => {
    const { folder, keyring, claimcheck, kept } = await yesterday()
    await claimcheck.end()
    const left = kept()
    keyring.weaken()
    const today = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await today.ask('vault.status', {})).toMatchObject({ state: 'locked', keyring: { trouble: 'weak' } })
    expect(keyring.asked()).toBe(1)
    await today.end()
    expect(kept()).toEqual(left)
  })

  test('that changed under a vault with a passphrase too is said, and put right with the passphrase', async () => {
    const { folder, claimcheck } = await yesterday()
    await claimcheck.ask('vault.protect', underBoth())
    await claimcheck.end()
    const other = aKeyring({ name: 'KWallet' })
    const today = await composeForJourney({ folder, keyring: other.wrapper })
    expect(await today.ask('vault.status', {})).toMatchObject({
      ...{ state: 'locked', opensWith: ['passphrase'], keyring: { trouble: 'changed' } },
    })
    expect(await today.ask('vault.unlock', opening())).toMatchObject({ state: 'open', keyring: { trouble: 'changed' } })
    expect(await today.ask('vault.protect', underKeyring(passphrase))).toMatchObject({
      ...{ state: 'open', strength: 'keyring', keyring: { sealedUnder: 'KWallet', trouble: null } },
    })
    await today.end()
    const tomorrow = await composeForJourney({ folder, keyring: other.wrapper })
    expect(await tomorrow.session('carol')).toMatchObject({ state: 'active' })
  })
})
