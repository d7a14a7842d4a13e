// Opens the vault in the folder argv[2] and does with it what its parent says.
import { rmSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { obey } from '../command-loop.ts'
import { fillDisk } from '../fill-disk.ts'
import { callsWithin, createSteps } from '../steps.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'
import { contentOf } from '../vault-content.ts'

const commands = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('look') }),
  /** As a new start of the program sees it. */
  z.strictObject({ do: z.literal('look-anew') }),
  z.strictObject({ do: z.literal('write'), id: z.string(), text: z.string() }),
  z.strictObject({ do: z.literal('protect'), current: z.string().nullable(), passphrase: z.string() }),
  z.strictObject({ do: z.literal('unlock'), passphrase: z.string() }),
  /** Fills the disk until so many bytes are left; null: makes room again. */
  z.strictObject({ do: z.literal('leave'), bytes: z.number().nullable() }),
  z.strictObject({ do: z.literal('arm'), at: z.number() }),
  z.strictObject({ do: z.literal('steps') }),
])

const [, , folder = ''] = process.argv
const steps = createSteps()
const calls = callsWithin(steps.around)
const vault = aVaultIn(folder, { calls })
const secret = (text: string): SecretText => new SecretText(text)
const filler = path.join(folder, 'filler')

obey(async (request) => {
  const command = commands.parse(request)
  switch (command.do) {
    case 'look':
      return contentOf(vault)
    case 'look-anew':
      return contentOf(aVaultIn(folder, { calls }))
    case 'write':
      return vault.write('tokens', command.id, secret(command.text))
    case 'protect': {
      const current = command.current === null ? null : secret(command.current)
      return vault.protect({ current, protection: { under: 'both', passphrase: secret(command.passphrase) } })
    }
    case 'unlock':
      return vault.unlock({ by: 'passphrase', passphrase: secret(command.passphrase) })
    case 'leave':
      rmSync(filler, { force: true })
      return command.bytes === null ? null : fillDisk(filler, command.bytes)
    case 'arm':
      return steps.arm(command.at)
    case 'steps':
      return steps.seen()
  }
}, vault.settled)
