import * as z from 'zod'
import { profileId } from './ids.ts'

/** How well what is kept is protected: a type, and always shown. With both, either of the two opens the vault. */
export const vaultStrength = z.enum(['keyring', 'passphrase', 'keyring-and-passphrase', 'memory-only'])
export type VaultStrength = z.infer<typeof vaultStrength>

/** What keeps the system's keyring from protecting the vault, or from opening it. */
export const keyringTrouble = z.enum([
  /** There is none, or it is locked. */
  'absent',
  /** It encrypts with nothing, or with a key that is public. */
  'weak',
  /** It is another one than the vault was sealed under (GNOME then, KWallet now), and does not hold the key. */
  'changed',
  /** It is the same one by name, and does not hold the key: another machine, another user, a keyring made anew. */
  'key-not-held',
])
export type KeyringTrouble = z.infer<typeof keyringTrouble>

/** Why a vault is closed: what a person did, what the machine did, or what stands in the way. */
export const lockCause = z.enum([
  /** It opens with a passphrase, which was not given yet. */
  'start',
  'by-hand',
  'idle',
  'screen-locked',
  'suspended',
  /** The keyring does not open it; `keyring` tells why. */
  'keyring',
  /** Another Claimcheck put it under another protection. */
  'changed-elsewhere',
])
export type LockCause = z.infer<typeof lockCause>

export const unlockWay = z.enum(['passphrase', 'keyring', 'touch-id'])
export type UnlockWay = z.infer<typeof unlockWay>

const keyringFacts = z.strictObject({
  /** The keyring that the system offers now, by its name; 'no keyring' where there is none. */
  offered: z.string(),
  /** The one that the vault was sealed under; null where it is under none. */
  sealedUnder: z.string().nullable(),
  /** null: it protects, and opens the vault where the vault is under it. */
  trouble: keyringTrouble.nullable(),
})
export type KeyringFactsShown = z.infer<typeof keyringFacts>

export const vaultStatus = z.discriminatedUnion('state', [
  /** `unreadable` counts records that could not be opened; they stay where they are. */
  z.strictObject({
    state: z.literal('open'),
    strength: vaultStrength,
    records: z.number().int(),
    unreadable: z.number().int(),
    /** True: the newest file was damaged or missing, and its predecessor was taken. */
    recovered: z.boolean(),
    keyring: keyringFacts,
    /** True: after a lock somebody is asked to show who they are (the passphrase, or a finger in its place). */
    lockAsks: z.boolean(),
    /**
     * There: a closed vault is passed over until the program ends. 'looking-again' goes back to it, and what was kept
     * meanwhile is saved in it once it is open.
     */
    passesOver: z.literal(true).optional(),
  }),
  /** No keyring that protects: the person chooses a passphrase or memory only. */
  z.strictObject({ state: z.literal('choice-needed'), keyring: keyringFacts }),
  z.strictObject({
    state: z.literal('locked'),
    cause: lockCause,
    /** What may open it now, the handiest first; empty: only a keyring that is not there now. */
    opensWith: z.array(unlockWay),
    keyring: keyringFacts,
  }),
  /** It opens, and is older than the vault that was last seen here: an old copy was put in its place. */
  z.strictObject({
    state: z.literal('rolled-back'),
    writtenAt: z.iso.datetime(),
    lastWrittenAt: z.iso.datetime(),
    /** How many changes the newer one had that this one lacks. */
    changesMissing: z.number().int(),
  }),
  /** Neither it nor its predecessor is whole. `keptAt`: where a copy of its bytes is. */
  z.strictObject({ state: z.literal('damaged'), keptAt: z.string() }),
  /** A newer Claimcheck wrote it: nothing is written over it. */
  z.strictObject({ state: z.literal('newer'), version: z.number() }),
])
export type VaultStatus = z.infer<typeof vaultStatus>

export const minimumPassphraseLength = 12
const nothing = z.strictObject({})
const passphrase = z.string().min(1).max(1000)

export const unlockRequest = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('passphrase'), passphrase }),
  z.strictObject({ by: z.literal('keyring') }),
  z.strictObject({ by: z.literal('touch-id') }),
  /** Reads the file and asks the keyring once more: somebody may have put right what was wrong with one of them. */
  z.strictObject({ by: z.literal('looking-again') }),
])

export const protectRequest = z.strictObject({
  /** The passphrase of now; asked for wherever the vault is under one. */
  current: passphrase.nullable(),
  protection: z.discriminatedUnion('under', [
    z.strictObject({ under: z.literal('keyring') }),
    z.strictObject({ under: z.literal('passphrase'), passphrase }),
    z.strictObject({ under: z.literal('both'), passphrase }),
  ]),
})

/** An exported vault, opened with its passphrase, before anything of it is taken over. */
export const vaultImport = z.strictObject({
  exportedAt: z.iso.datetime(),
  profiles: z.array(
    z.strictObject({
      profileId,
      name: z.string(),
      secretCount: z.number().int(),
      hasSignIn: z.boolean(),
      /** 'same': here with the same secrets; 'differs': here with others, which would be replaced. */
      here: z.enum(['no', 'same', 'differs']),
    }),
  ),
})
export type VaultImport = z.infer<typeof vaultImport>

export const vaultChannels = {
  'vault.status': { request: nothing, response: vaultStatus },
  'vault.unlock': { request: unlockRequest, response: vaultStatus },
  'vault.lock': { request: nothing, response: vaultStatus },
  /** The first choice, and every later change of it. On disk, under a new data key, when it answers. */
  'vault.protect': { request: protectRequest, response: vaultStatus },
  /**
   * From an open vault: its file is removed, and what it held stays until quit. Remembered for the next start. `current`:
   * its passphrase, asked for wherever an open vault is under one.
   */
  'vault.chooseMemoryOnly': {
    request: z.strictObject({ current: passphrase.nullable().optional() }),
    response: vaultStatus,
  },
  /** Puts a vault that can't be opened aside, under another name, and begins a new one. Nothing is deleted. */
  'vault.setAside': { request: nothing, response: vaultStatus },
  /** The person knows that an old copy is in place, and wants to go on with it. */
  'vault.acceptRolledBack': { request: nothing, response: vaultStatus },
  /** Asks where (the system's dialog). Everything that the vault keeps, and the profiles, under a passphrase of its own. */
  'vault.export': {
    request: z.strictObject({ current: passphrase.nullable(), passphrase, withSignIns: z.boolean() }),
    response: z.strictObject({ saved: z.boolean(), profiles: z.number().int(), secrets: z.number().int() }),
  },
  /** Asks for a file; null when the person thought better. Main keeps it until it is imported or another is chosen. */
  'vault.chooseImport': {
    request: nothing,
    response: z.strictObject({ fileName: z.string(), exportedAt: z.iso.datetime() }).nullable(),
  },
  'vault.openImport': { request: z.strictObject({ passphrase }), response: vaultImport },
  /** Takes over the profiles that are named, with their secrets; all of them or nothing. */
  'vault.import': {
    request: z.strictObject({ profileIds: z.array(profileId).max(10_000), withSignIns: z.boolean() }),
    response: z.strictObject({ added: z.number().int(), replaced: z.number().int(), secrets: z.number().int() }),
  },
  /** Deletes the vault, its copies and everything in it. Works on a closed vault too: a passphrase may be forgotten. */
  'vault.forgetEverything': {
    request: z.strictObject({ confirmation: z.literal('forget everything') }),
    response: vaultStatus,
  },
}
