import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createProfileExchangeFiles } from '../../../electron/adapters/profile-exchange-file.ts'
import type { Profile } from '../../../electron/domain/profiles/profile.ts'
import { createProfileSecrets } from '../../../electron/domain/profiles/profile-secrets.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { createVaultTransfer } from '../../../electron/domain/vault/vault-transfer.ts'
import { aProfileId, profilesInMemory } from '../../support/token-builder.ts'
import { aConfidential, filePassphrase } from '../../support/transfer-builder.ts'
import { aVaultIn, cheapScrypt } from '../../support/vault-on-disk.ts'
import { aKeyring } from '../../support/keyring-builder.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A machine with a keyring and a vault of its own; all of them see one folder of files. */
function aMachineWithDisk(name: string, ...profiles: Profile[]) {
  const vault = aVaultIn(path.join(root, name), { keyWrapper: aKeyring().wrapper })
  const store = profilesInMemory(...profiles)
  const exported = path.join(root, 'export.json')
  const transfer = createVaultTransfer({
    ...{ vault, profiles: store, files: createProfileExchangeFiles(), newId: aProfileId, randomBytes },
    now: () => new Date(),
    signIns: { cancel: () => undefined, setAside: async () => undefined },
    askForFile: async () => exported,
    askWhereToSave: async () => exported,
    onChanged: () => undefined,
    scryptCost: cheapScrypt,
  })
  return { vault, store, transfer, exported, secrets: createProfileSecrets(vault) }
}

describe('two machines with a vault each', () => {
  test('hand profiles and secrets over by a file that only its owner reads', async () => {
    const alice = aConfidential()
    const [home, work] = [aMachineWithDisk('home', alice), aMachineWithDisk('work')]
    await home.secrets.change(alice.id, { clientSecret: { change: 'replace', value: 'canary' } })
    const request = { current: null, passphrase: filePassphrase, withSignIns: true }
    expect(await home.transfer.exportVault(request)).toEqual({ saved: true, profiles: 1, secrets: 1 })
    expect(statSync(home.exported).mode & 0o777).toBe(0o600)
    expect(readFileSync(home.exported, 'utf8')).not.toContain('canary')

    expect(await work.transfer.chooseImport()).toMatchObject({ fileName: 'export.json' })
    await work.transfer.openImport(filePassphrase)
    expect(await work.transfer.importChosen([alice.id], true)).toEqual({ added: 1, replaced: 0, secrets: 1 })
    expect((await work.secrets.read(alice.id, 'clientSecret'))?.reveal()).toBe('canary')
    expect(work.store.all()).toEqual([alice])
  })

  test('ask for the passphrase of the vault that is exported, where it is under one', async () => {
    const home = aMachineWithDisk('home', aConfidential())
    const own = new SecretText('the vault’s own passphrase')
    await home.vault.protect({ current: null, protection: { under: 'both', passphrase: own } })
    const request = { passphrase: filePassphrase, withSignIns: false }
    for (const current of [null, new SecretText('somebody else’s guess')]) {
      await expect(home.transfer.exportVault({ ...request, current })).rejects.toMatchObject({
        code: 'vault.wrong_passphrase',
      })
    }
    expect(await home.transfer.exportVault({ ...request, current: own })).toMatchObject({ saved: true })
  })

  test('drop what was opened of a file when the vault is locked', async () => {
    const alice = aConfidential()
    const [home, work] = [aMachineWithDisk('home', alice), aMachineWithDisk('work')]
    await home.transfer.exportVault({ current: null, passphrase: filePassphrase, withSignIns: true })
    await work.transfer.chooseImport()
    await work.transfer.openImport(filePassphrase)
    await work.vault.lock('by-hand')
    await expect(work.transfer.importChosen([alice.id], true)).rejects.toMatchObject({ code: 'vault.locked' })
    await work.vault.unlock({ by: 'keyring' })
    await expect(work.transfer.importChosen([alice.id], true)).rejects.toMatchObject({
      code: 'vault.import_none_chosen',
    })
  })

  test('are not brought down by a file of 33 MB', async () => {
    const work = aMachineWithDisk('work')
    writeFileSync(work.exported, Buffer.alloc(33 * 1024 * 1024, ' '))
    await expect(work.transfer.chooseImport()).rejects.toMatchObject({ code: 'vault.import_unreadable' })
  })
})
