import { describe, expect, test } from 'vitest'
import { profileId } from '../../../../electron/contract/ids.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import {
  aMachine,
  aConfidential,
  aDpopKeyText,
  exportOf,
  filePassphrase,
  ownPassphrase,
} from '../../../support/transfer-builder.ts'
import { anOAuthWay, aProfile, noon } from '../../../support/token-builder.ts'

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

/** alice with a secret, a DPoP key and a sign-in, and bob with nothing. */
async function aFullMachine() {
  const way = anOAuthWay({ clientAuthentication: 'client_secret_basic', dpop: true })
  const [alice, bob] = [aConfidential({ way }), aProfile({ name: 'bob' })]
  const machine = aMachine(alice, bob)
  await machine.give(alice.id, { clientSecret: 'canary-secret' })
  const key = await machine.signIn(alice.id, { tokenType: 'DPoP', refreshToken: new SecretText('canary-refresh') })
  await machine.records.write('dpop-key', alice.id, new SecretText(aDpopKeyText))
  return { ...machine, alice, bob, key }
}

describe('a vault that is exported', () => {
  test('is brought to another machine with profiles, secrets, sign-ins and the keys they are bound to', async () => {
    const from = await aFullMachine()
    const to = aMachine()
    expect(await from.exportAll()).toEqual({ saved: true, profiles: 2, secrets: 2 })
    expect(await to.open(from.disk.bytes)).toEqual({
      exportedAt: noon.toISOString(),
      profiles: [
        { profileId: from.alice.id, name: 'alice', secretCount: 1, hasSignIn: true, here: 'no' },
        { profileId: from.bob.id, name: 'bob', secretCount: 0, hasSignIn: false, here: 'no' },
      ],
    })
    expect(await to.transfer.importChosen([from.alice.id, from.bob.id], true)).toEqual({
      ...{ added: 2, replaced: 0, secrets: 2 },
    })
    expect(to.store.all()).toEqual([from.alice, from.bob])
    expect(to.kept()).toEqual(from.kept())
    expect(await to.records.read('tokens', from.key)).not.toBeNull()
    expect(to.told).toEqual({ cancelled: [], forgotten: [], changed: [from.alice.id, from.bob.id] })
  })

  test('without sign-ins holds no token and no key, and an import can’t find any', async () => {
    const from = await aFullMachine()
    const to = aMachine()
    const { profiles } = await to.open(await exportOf(from, false))
    expect(profiles.map(({ hasSignIn }) => hasSignIn)).toEqual([false, false])
    await to.transfer.importChosen([from.alice.id], true)
    expect(Object.keys(to.kept())).toEqual([`client-secret/${from.alice.id}`])
  })

  test('with sign-ins is imported without them where nobody asks for them', async () => {
    const from = await aFullMachine()
    const to = aMachine()
    await to.open(await exportOf(from))
    expect(await to.transfer.importChosen([from.alice.id], false)).toMatchObject({ added: 1, secrets: 1 })
    expect(Object.keys(to.kept())).toEqual([`client-secret/${from.alice.id}`])
  })

  test('shows no name, host, id or secret to whoever lacks the passphrase', async () => {
    const from = await aFullMachine()
    const text = textOf(await exportOf(from))
    for (const shown of ['alice', 'bob', 'id.example.test', 'desktop', from.alice.id, 'canary', 'DPoP', 'client']) {
      expect(text).not.toContain(shown)
    }
    expect(text).toMatch(/^\{"claimcheck":"exported vault","sha256":"[0-9a-f]{64}","export":\{"version":1,/)
  })

  test('is another file each time', async () => {
    const from = await aFullMachine()
    expect(textOf(await exportOf(from))).not.toBe(textOf(await exportOf(from)))
  })

  test('holds what another process saved in between', async () => {
    const from = await aFullMachine()
    await from.exportAll()
    expect(from.caughtUp.times).toBe(1)
  })

  test('leaves out what can’t be opened, and holds the rest', async () => {
    const from = await aFullMachine()
    from.situation.unreadable.add(`client-secret/${from.alice.id}`)
    expect(await from.exportAll()).toEqual({ saved: true, profiles: 2, secrets: 1 })
  })

  test('takes no sign-in of the playground along: there it never was one', async () => {
    const robot = aProfile({ name: 'robot', isPlayground: true })
    const machine = aMachine(robot)
    await machine.signIn(robot.id)
    expect(await machine.exportAll()).toMatchObject({ profiles: 1, secrets: 0 })
  })
})

describe('an export that is not made', () => {
  test.each<[string, string, string]>([
    ['the passphrase is short', 'eleven char', 'vault.weak_passphrase'],
    ['the vault is another person’s', filePassphrase.reveal(), 'vault.wrong_passphrase'],
  ])('because %s asks nobody where to save', async (_why, passphrase, code) => {
    const from = await aFullMachine()
    const current = code === 'vault.wrong_passphrase' ? new SecretText('not the vault’s own') : ownPassphrase
    const request = { current, passphrase: new SecretText(passphrase), withSignIns: false }
    await expect(from.transfer.exportVault(request)).rejects.toMatchObject({ code })
    expect({ asked: from.asked, written: from.disk.bytes.length }).toEqual({ asked: [], written: 0 })
  })

  test('because the vault is closed says so before it asks', async () => {
    const from = await aFullMachine()
    await from.lock()
    await expect(from.exportAll()).rejects.toMatchObject({ code: 'vault.locked' })
    expect(from.asked).toEqual([])
  })

  test('because the person thought better writes nothing', async () => {
    const from = await aFullMachine()
    from.disk.where = null
    expect(await from.exportAll()).toEqual({ saved: false, profiles: 0, secrets: 0 })
    expect(from.disk.bytes).toHaveLength(0)
  })
})

describe('a file that is chosen', () => {
  test('tells its name and when it was made, and waits for its passphrase', async () => {
    const from = await aFullMachine()
    const to = aMachine()
    to.disk.bytes = await exportOf(from)
    expect(await to.transfer.chooseImport()).toEqual({ fileName: 'export.json', exportedAt: noon.toISOString() })
    const wrong = to.transfer.openImport(new SecretText('not the passphrase'))
    await expect(wrong).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
    expect((await to.transfer.openImport(filePassphrase)).profiles).toHaveLength(2)
  })

  test('stays chosen when the person opens the dialog again and thinks better', async () => {
    const to = aMachine()
    await to.open(await exportOf(await aFullMachine()))
    to.disk.where = null
    expect(await to.transfer.chooseImport()).toBeNull()
    expect((await to.transfer.openImport(filePassphrase)).profiles).toHaveLength(2)
  })

  test('must be opened before anything is imported from it, and is done with afterwards', async () => {
    const from = await aFullMachine()
    const to = aMachine()
    const none = { code: 'vault.import_none_chosen' }
    await expect(to.transfer.openImport(filePassphrase)).rejects.toMatchObject(none)
    to.disk.bytes = await exportOf(from)
    await to.transfer.chooseImport()
    await expect(to.transfer.importChosen([from.alice.id], false)).rejects.toMatchObject(none)
    await to.transfer.openImport(filePassphrase)
    await expect(to.transfer.importChosen([], false)).rejects.toMatchObject(none)
    await expect(
      to.transfer.importChosen([profileId.parse('00000000-0000-4000-8000-000000000000')], false),
    ).rejects.toMatchObject(none)
    await to.transfer.importChosen([from.alice.id], false)
    await expect(to.transfer.importChosen([from.bob.id], false)).rejects.toMatchObject(none)
  })

  test('and opened is forgotten with the keys when the vault is locked', async () => {
    const from = await aFullMachine()
    const to = aMachine()
    await to.open(await exportOf(from))
    await to.lock()
    await expect(to.transfer.openImport(filePassphrase)).rejects.toMatchObject({ code: 'vault.locked' })
    await expect(to.transfer.importChosen([from.alice.id], true)).rejects.toMatchObject({ code: 'vault.locked' })
    to.situation.locked = false
    await expect(to.transfer.importChosen([from.alice.id], true)).rejects.toMatchObject({
      code: 'vault.import_none_chosen',
    })
    expect((await to.transfer.openImport(filePassphrase)).profiles).toHaveLength(2)
  })
})
