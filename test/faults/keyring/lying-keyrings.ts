import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { createSafeStorageKeyWrapper, type SafeStorageCalls } from '../../../electron/host/safe-storage-key-wrapper.ts'
import type { FaultSituation } from '../fault-kind.ts'
import type { Tally } from '../tally.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'

/** A keyring that gives back what it was given, under a mark of Chromium's. */
const marked = (mark: string): Pick<SafeStorageCalls, 'encryptString' | 'decryptString'> => ({
  encryptString: (text) => Buffer.from(mark + text),
  decryptString: (sealed) => sealed.toString().slice(mark.length),
})
const refuse = (): never => {
  throw new Error('the keyring refused')
}
const seemingly: Pick<SafeStorageCalls, 'isEncryptionAvailable' | 'getSelectedStorageBackend'> = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
}

/** What safeStorage may say of itself on Linux, and be none that protects. */
const liars: Readonly<Record<string, SafeStorageCalls>> = {
  'says it is there, and seals under the published key': { ...seemingly, ...marked('v10') },
  'is Chromium’s plain text': { ...seemingly, ...marked('v11'), getSelectedStorageBackend: () => 'basic_text' },
  'has a name that nobody knows': { ...seemingly, ...marked('v11'), getSelectedStorageBackend: () => 'unknown' },
  'says it is not there': { ...seemingly, ...marked('v11'), isEncryptionAvailable: () => false },
  'does not seal': { ...seemingly, ...marked('v11'), encryptString: refuse },
  'does not give back': { ...seemingly, ...marked('v11'), decryptString: refuse },
  'gives back something else': { ...seemingly, ...marked('v11'), decryptString: () => 'nonsense' },
  'gives back nothing': { ...seemingly, ...marked('v11'), decryptString: () => '' },
  'fails to tell its name': { ...seemingly, ...marked('v11'), getSelectedStorageBackend: refuse },
}

/** With any of them a first start writes nothing, and asks for a choice. */
export async function lyingKeyrings({ folder }: FaultSituation, tally: Tally): Promise<void> {
  for (const [what, safeStorage] of Object.entries(liars)) {
    const place = path.join(folder, `lies ${what.replaceAll(/\W/g, ' ')}`)
    mkdirSync(place)
    const vault = aVaultIn(place, { keyWrapper: createSafeStorageKeyWrapper(safeStorage, 'linux') })
    const { state } = await vault.status()
    const outcome = await vault
      .write('tokens', 'alice', new SecretText('the refresh token of alice'))
      .catch((thrown: unknown) => {
        if (thrown instanceof ClaimcheckError) return thrown.code
        throw thrown
      })
    tally.fault('keyrings that lie')
    const repeat = `a keyring that ${what}`
    if (state !== 'choice-needed' || outcome !== 'vault.choice_needed')
      tally.lost(`${state}, a write: ${outcome}`, repeat)
    if (existsSync(path.join(place, 'vault.json'))) tally.lost('a vault was written that nothing protects', repeat)
  }
}
