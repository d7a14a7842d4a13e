import * as z from 'zod'

/** How well what is kept is protected: a type, and always shown. */
export const vaultStrength = z.enum(['keyring', 'passphrase', 'memory-only'])
export type VaultStrength = z.infer<typeof vaultStrength>

export const vaultStatus = z.discriminatedUnion('state', [
  /** `unreadable` counts records that could not be opened; they stay where they are. */
  z.strictObject({
    state: z.literal('open'),
    strength: vaultStrength,
    backend: z.string(),
    records: z.number().int(),
    unreadable: z.number().int(),
    recovered: z.boolean(),
  }),
  /** No keyring that protects: the person chooses a passphrase or memory only. */
  z.strictObject({ state: z.literal('choice-needed'), backend: z.string() }),
  z.strictObject({
    state: z.literal('locked'),
    needs: z.enum(['passphrase', 'keyring']),
    backend: z.string(),
    reason: z.string(),
  }),
  z.strictObject({ state: z.literal('damaged'), keptAt: z.string() }),
  z.strictObject({ state: z.literal('newer'), version: z.number() }),
])
export type VaultStatus = z.infer<typeof vaultStatus>

export const minimumPassphraseLength = 12
const nothing = z.strictObject({})
const passphraseText = z.string().min(1).max(1000)
const passphrase = z.strictObject({ passphrase: passphraseText })

export const vaultChannels = {
  'vault.status': { request: nothing, response: vaultStatus },
  /** null where no passphrase is needed: looks at the file and asks the keyring once more. */
  'vault.unlock': { request: z.strictObject({ passphrase: passphraseText.nullable() }), response: vaultStatus },
  'vault.lock': { request: nothing, response: vaultStatus },
  'vault.choosePassphrase': { request: passphrase, response: vaultStatus },
  'vault.chooseMemoryOnly': { request: nothing, response: vaultStatus },
  /** Puts a vault that can't be opened aside, under another name, and begins a new one. Nothing is deleted. */
  'vault.setAside': { request: nothing, response: vaultStatus },
}
