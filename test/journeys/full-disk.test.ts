import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { itemPath } from '../../electron/contract/ids.ts'
import { emptyDraft } from '../../electron/contract/requests.ts'
import { aClock } from '../support/clock.ts'
import { aDataFolder, answerOf, composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { fingerprints } from '../support/folder-content.ts'
import { aKeyring } from '../support/keyring-builder.ts'
import { canLimitFiles, onASmallDisk } from '../support/small-disk.ts'

afterEach(endJourneys)

describe.skipIf(!canLimitFiles)('on a full disk', () => {
  test('a sign-in is usable, says that it is not saved, costs nobody else a byte, and is saved once there is room', async () => {
    const [folder, keyring, timers] = [await aDataFolder(), aKeyring(), aClock(new Date())]
    const claimcheck = await composeForJourney({ folder, keyring: keyring.wrapper, schedule: timers.schedule })
    await claimcheck.signIn('alice')
    const before = fingerprints(folder, /^vault/)

    const { id: profileId } = await claimcheck.profile('bob')
    await onASmallDisk(2000, async () => {
      expect(await claimcheck.signIn('bob')).toEqual({
        ok: false,
        failure: { code: 'session.not_saved', details: { profileId } },
      })
      expect(await claimcheck.session('bob')).toMatchObject({
        state: 'active',
        kept: 'until-quit',
        trouble: { message: expect.stringContaining('could not be saved') },
      })
      expect(answerOf(await claimcheck.send({ url: '{{baseUrl}}/orders' }, 'bob')).status).toBe(200)
      expect(fingerprints(folder, /^vault/)).toEqual(before)
      expect(claimcheck.unsavedSignIns()).toEqual(['bob'])
    })
    await timers.advance(10_000)
    expect(await claimcheck.ask('vault.status', {})).toMatchObject({ state: 'open' })
    await expect.poll(claimcheck.unsavedSignIns).toEqual([])
    await claimcheck.end()

    const next = await composeForJourney({ folder, keyring: keyring.wrapper })
    expect(await next.session('alice')).toMatchObject({ state: 'active', kept: 'on-disk' })
    expect(await next.session('bob')).toMatchObject({ state: 'active', kept: 'on-disk', trouble: null })
  })

  test('tabs, requests and settings that do not fit are said so, and what was there stays', async () => {
    const claimcheck = await composeForJourney()
    const tab = { id: randomUUID(), path: null, title: 'One', draft: emptyDraft, changed: true }
    await claimcheck.ask('workbench.save', { tabs: [tab], activeTab: tab.id })
    const long = { ...emptyDraft, notes: 'x'.repeat(5000) }
    const full = { code: 'storage.write_failed', details: { reason: 'disk-full' } }
    await onASmallDisk(2000, async () => {
      expect(
        await claimcheck.failureOf('workbench.save', { tabs: [{ ...tab, draft: long }], activeTab: tab.id }),
      ).toMatchObject(full)
      const { path } = await claimcheck.ask('collections.readRequest', { path: itemPath.parse('Me.yml') })
      expect(
        await claimcheck.failureOf('collections.saveRequest', { to: 'existing', path, draft: long }),
      ).toMatchObject(full)
      expect((await claimcheck.ask('collections.readRequest', { path })).draft.notes).not.toContain('xxx')
    })
    expect((await claimcheck.ask('workbench.load', {})).tabs).toEqual([tab])
  })
})
