// Opens the vault in the folder argv[2] and writes to it, one acknowledged number after the other, until it is killed.
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aVaultIn } from '../vault-on-disk.ts'

const [, , folder = ''] = process.argv
const vault = aVaultIn(folder)
const status = await vault.status()
if (status.state !== 'open') throw new Error(`the vault is ${status.state}`)
const first = Number((await vault.read('tokens', 'counter'))?.reveal().split(' ')[0] ?? '0') + 1
for (let count = first; count < first + 5000; count += 1) {
  await vault.write('tokens', 'counter', new SecretText(`${count} ${'x'.repeat(20_000)}`))
  process.stdout.write(`${count}\n`)
}
