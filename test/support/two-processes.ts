import { aKeyring, noKeyring } from './keyring-builder.ts'
import { aDisk, aVault, protectWith, secret, unlockWith } from './vault-builder.ts'

/** Two processes on one vault, and what a third finds. */
export async function twoProcesses({ under }: { under: 'keyring' | 'passphrase' } = { under: 'keyring' }) {
  const disk = aDisk()
  const keyring = aKeyring()
  const process = () => aVault({ disk, keyWrapper: under === 'keyring' ? keyring.wrapper : noKeyring() })
  const [first, second] = [process(), process()]
  if (under === 'passphrase') await protectWith(first)
  await first.write('tokens', 'alice', secret('refresh-1'))
  if (under === 'passphrase') await unlockWith(second)
  await second.status()
  const textIn = async (vault: typeof first, id: string) => (await vault.read('tokens', id))?.reveal() ?? null
  return { disk, keyring, process, first, second, textIn }
}
