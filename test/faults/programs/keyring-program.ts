// The main of an Electron without a window: opens the vault of the folder CLAIMCHECK_FAULT_VAULT under the system's
// keyring, writes there what CLAIMCHECK_FAULT_WRITE says, and prints what it finds as one line of JSON.
import { app, safeStorage } from 'electron'
import { createSafeStorageKeyWrapper } from '../../../electron/host/safe-storage-key-wrapper.ts'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'

const folder = process.env['CLAIMCHECK_FAULT_VAULT'] ?? ''
const toWrite = process.env['CLAIMCHECK_FAULT_WRITE'] ?? ''

async function report(): Promise<object> {
  const vault = aVaultIn(folder, { keyWrapper: createSafeStorageKeyWrapper(safeStorage, process.platform) })
  try {
    const status = await vault.status()
    if (toWrite !== '') await vault.write('tokens', 'alice', new SecretText(toWrite))
    const found = (await vault.read('tokens', 'alice'))?.reveal() ?? null
    await vault.settled()
    return { status, found, failed: null }
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError)) throw thrown
    return { status: await vault.status(), found: null, failed: thrown.code }
  }
}

async function main(): Promise<void> {
  await app.whenReady()
  process.stdout.write(`${JSON.stringify(await report())}\n`, () => app.exit(0))
}

main().catch((thrown: unknown) => {
  console.error(thrown)
  app.exit(1)
})
