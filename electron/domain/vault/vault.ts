import type { VaultStatus } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { createCoalescedSave } from '../storage/coalesced-save.ts'
import { forgetVersions } from './forget-versions.ts'
import type { Exclusively } from '../storage/exclusively.ts'
import { createInTurn } from '../storage/in-turn.ts'
import { createCarriedSecrets } from './carried-secrets.ts'
import { catchingUp } from './catch-up.ts'
import { closeForOther } from './close-vault.ts'
import { defaultScryptCost, type ScryptCost } from './passphrase-key.ts'
import type { Presence } from './presence.ts'
import { checkPassphrase, createProtectVault, type ProtectRequest, type ProtectVaultParts } from './protect-vault.ts'
import { createRecordAccess } from './record-access.ts'
import type { SecretRecords } from './secret-records.ts'
import type { SecretText } from './secret-text.ts'
import { createUnlockVault, type UnlockRequest } from './unlock-vault.ts'
import { createVaultChanges, type VaultChangesParts, type VaultLockCause } from './vault-changes.ts'
import { createVaultOpener, type VaultOpenerParts } from './vault-opener.ts'
import { createVaultSaver, ProtectedElsewhereError, type VaultSaverParts } from './vault-saver.ts'
import { createVaultSeen, type VaultSeenParts } from './vault-seen.ts'
import { closedFailure, statusOf, type VaultState } from './vault-state.ts'
import { createVaultTurns } from './vault-turns.ts'

export interface VaultParts
  extends VaultOpenerParts, VaultSaverParts, VaultSeenParts, VaultChangesParts, Omit<ProtectVaultParts, 'scryptCost'> {
  readonly exclusively: Exclusively
  readonly presence: Presence
  readonly scryptCost?: ScryptCost
}

export interface Vault extends SecretRecords {
  readonly status: () => Promise<VaultStatus>
  /** Throws why the vault takes no secret now (`vault.*`), before work is done whose result it could not keep. */
  readonly assertOpen: () => Promise<void>
  /**
   * Opens a vault that is not open. An open one stays as it is, and so does one that was rolled back, unless the file is
   * looked at again and is another one by now. Reads the file anew. One that is passed over is gone back to by looking
   * again, and what was kept in memory meanwhile is saved in it once it is open.
   * Throws `vault.wrong_passphrase`, `vault.keyring_unavailable`, `vault.touch_id_refused`, and `vault.locked` for a way
   * that does not open this vault now.
   */
  readonly unlock: (request: UnlockRequest) => Promise<VaultStatus>
  /**
   * Ends the saves under way, then zeroes the keys and forgets every plaintext; what could not be saved stays, sealed, and
   * is saved after the unlock. Whoever waits for another process at that moment, to save or to change the vault, waits no
   * longer than a moment more: that process may hang. A memory-only vault has no other copy, so it stays as it is.
   */
  readonly lock: (cause: VaultLockCause) => Promise<VaultStatus>
  /** The same, but only where opening the vault again asks somebody: else a lock would protect nothing. */
  readonly lockWhereItAsks: (cause: VaultLockCause) => Promise<VaultStatus>
  /**
   * The first choice of a protection, and every later change of it. On the disk, under a new data key, when this
   * resolves, and nothing that was saved before it opens with what opened it before, save copies of damaged vaults and
   * those that were set aside: they are the person's to delete. When it fails, the old protection works as it did.
   * Throws `vault.weak_passphrase`, `vault.wrong_passphrase`, `vault.keyring_unavailable`, `storage.*`, and what `write`
   * throws for a vault that is closed.
   */
  readonly protect: (request: ProtectRequest) => Promise<VaultStatus>
  /**
   * Over an open vault: what can be read of it goes on in memory, its files are removed, save copies of damaged vaults and
   * those that were set aside, and the choice is remembered. Over a closed one: it is passed over for this session, or
   * until somebody looks at it again, with its file as it is. Throws `vault.wrong_passphrase` over an open one that is
   * under a passphrase, where `current` is not it.
   */
  readonly chooseMemoryOnly: (current?: SecretText | null) => Promise<VaultStatus>
  /** Puts a vault that does not open under another name and begins a new one. */
  readonly setAside: () => Promise<VaultStatus>
  /** Goes on with an old copy, and makes it the newest. Throws `storage.*`; then the vault stays closed. */
  readonly acceptRolledBack: () => Promise<VaultStatus>
  /** Deletes the vault, its copies and the choice of memory only, in whatever state it is; ends as at a first start. */
  readonly forgetEverything: () => Promise<VaultStatus>
  /** Throws `vault.wrong_passphrase` where the vault is under a passphrase and this is not it. */
  readonly assertPassphrase: (current: SecretText | null) => Promise<void>
  /** Resolves when nothing is being written any more; for the end of the program. */
  readonly settled: () => Promise<void>
  /** Calls back with what `status` says after every change of it, and before whoever made it hears of it; returns the way to stop. */
  readonly onChanged: (listener: (status: VaultStatus) => void) => () => void
}

/** Reads nothing and asks nobody before its first call. */
export function createVault(parts: VaultParts): Vault {
  const { file, presence, now, scryptCost = defaultScryptCost } = parts
  const seen = createVaultSeen(parts)
  const opener = createVaultOpener(parts, seen)
  const turns = createVaultTurns(parts.exclusively)
  const saver = createVaultSaver(parts, turns, seen, opener.open)
  const protecting = createProtectVault({ ...parts, scryptCost }, saver)
  const changes = createVaultChanges(parts, { opener, saver, seen, protecting })
  const unlocking = createUnlockVault({ opener, presence, file })
  const carried = createCarriedSecrets()
  const listeners = new Set<(status: VaultStatus) => void>()
  let state: VaultState | null = null
  const inLine = createInTurn()
  let tidying: Promise<void> = Promise.resolve()

  const shown = (of: VaultState): VaultStatus => statusOf(of, presence.isOffered())

  const save = createCoalescedSave(async () => {
    // Never saved without a file: every change of state waits for the saves before it.
    if (state?.kind !== 'unlocked') throw new Error('the vault was closed under a save')
    const vault = state
    const before = JSON.stringify(shown(vault))
    try {
      await saver.save(vault)
    } catch (error) {
      if (!(error instanceof ProtectedElsewhereError)) throw error
      void change(async (found) => (found === vault ? closeForOther(vault, error, now()) : found))
      throw new ClaimcheckError('vault.locked', {}, { cause: error })
    }
    if (JSON.stringify(shown(vault)) !== before) tell()
  })

  /** Jobs run one after the other, on a state that is known. */
  function inTurn<Value>(job: (now: VaultState) => Promise<Value> | Value): Promise<Value> {
    return inLine(async () => job(state ?? (await begin())))
  }

  async function begin(): Promise<VaultState> {
    state = await opener.open()
    saveWhatIsOwed(state)
    tidy(state)
    return state
  }

  /** What the last change of the protection could not remove. Nobody waits for it. */
  function tidy(found: VaultState): void {
    if (found.kind === 'unlocked') tidying = forgetVersions(parts, found.opened)
  }

  /** Whoever waits for this one is nobody: where it fails the next save, or the next start, does it. */
  function saveWhatIsOwed(found: VaultState): void {
    if (found.kind === 'unlocked' && found.disk.owesSave) void save.request().catch(() => undefined)
  }

  function tell(): void {
    if (state === null) return
    const status = shown(state)
    for (const listener of listeners) listener(status)
  }

  function goTo(next: VaultState): void {
    if (next === state) return
    const wasOpen = state?.kind === 'unlocked'
    carried.across(state, next)
    state = next
    saveWhatIsOwed(next)
    if (!wasOpen) tidy(next)
    tell()
  }

  /** A change of state waits for the saves before it, so that no record is left between two states. */
  function change(next: (now: VaultState) => Promise<VaultState>): Promise<VaultStatus> {
    return inTurn(async (found) => {
      await save.settled()
      try {
        goTo(await next(found))
      } catch (error) {
        if (!(error instanceof ProtectedElsewhereError) || found.kind !== 'unlocked') throw error
        goTo(await closeForOther(found, error, now()))
        throw new ClaimcheckError('vault.locked', {}, { cause: error })
      }
      return shown(state ?? found)
    })
  }

  const lock = (cause: VaultLockCause): Promise<VaultStatus> =>
    turns.inAHurry(() => change((found) => changes.lock(found, cause)))

  return {
    status: () => inTurn(shown),

    assertOpen: () =>
      inTurn((found) => {
        if (found.kind !== 'unlocked' && found.kind !== 'memory-only') throw closedFailure(found)
      }),

    unlock: (request) => change((found) => unlocking(found, request, goTo)),

    lock,
    async lockWhereItAsks(cause) {
      const asks = (of: VaultStatus) => of.state === 'open' && of.lockAsks
      // Not in its turn, which comes only after those who wait for another process.
      if (state !== null && asks(shown(state))) return lock(cause)
      const status = await inTurn(shown)
      return asks(status) ? lock(cause) : status
    },
    protect: (request) => change((found) => changes.protect(found, request, goTo)),
    chooseMemoryOnly: (current = null) => change((found) => changes.chooseMemoryOnly(found, current)),
    setAside: () => change((found) => changes.setAside(found)),
    acceptRolledBack: () => change((found) => changes.acceptRolledBack(found)),
    forgetEverything: () =>
      change(async (found) => {
        const next = await changes.forgetEverything(found)
        carried.drop()
        return next
      }),

    assertPassphrase: (current) =>
      inTurn(async (found) => {
        if (found.kind === 'memory-only') return
        if (found.kind !== 'unlocked') throw closedFailure(found)
        await checkPassphrase(found.opened.contents(), current)
      }),

    catchUp: () =>
      inTurn(async (found) => {
        await save.settled()
        return catchingUp(found, { opener, saver, file, goTo, now })
      }),

    async settled() {
      await inTurn(() => save.settled())
      await seen.settle()
      await tidying
    },

    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    ...createRecordAccess(inTurn, save.request, tell),
  }
}
