import { minimumPassphraseLength, type VaultStatus } from '../../contract/vault.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { createCoalescedSave } from './coalesced-save.ts'
import { openContents } from './opened-vault.ts'
import {
  defaultScryptCost,
  passphraseLength,
  type ScryptCost,
  unwrapWithPassphrase,
  wrapWithPassphrase,
} from './passphrase-key.ts'
import { createRecordAccess } from './record-access.ts'
import { keyBytes } from './seal.ts'
import type { SecretRecords } from './secret-records.ts'
import type { SecretText } from './secret-text.ts'
import { formatVaultFile } from './vault-file-format.ts'
import { createVaultOpener, emptyContents, newVaultId, type VaultOpenerParts } from './vault-opener.ts'
import {
  closedFailure,
  type LockedState,
  type MemoryRecord,
  passphraseBackend,
  statusOf,
  type UnlockedState,
  type VaultState,
} from './vault-state.ts'

export interface VaultParts extends VaultOpenerParts {
  /** Renames the vault file and its predecessor, so that the next read finds none. Deletes nothing. */
  readonly moveAside: () => Promise<void>
  readonly scryptCost?: ScryptCost
}

export interface Vault extends SecretRecords {
  readonly status: () => Promise<VaultStatus>
  /** Throws why the vault takes no secret now (`vault.*`), before work is done whose result it could not keep. */
  readonly assertOpen: () => Promise<void>
  /**
   * Opens a vault that is not open: with its passphrase, or (null) by looking at the file and the keyring once more.
   * An open vault stays as it is. Throws `vault.wrong_passphrase`, `vault.keyring_unavailable`.
   */
  readonly unlock: (passphrase: SecretText | null) => Promise<VaultStatus>
  /** Drops the keys and every plaintext. A memory-only vault has no other copy, so it stays as it is. */
  readonly lock: () => Promise<VaultStatus>
  /**
   * From now on a passphrase seals the vault, with all that it holds; on disk when this resolves. Also changes the
   * passphrase of an open vault. Throws `vault.weak_passphrase`, and what `write` throws for a vault that is closed.
   */
  readonly choosePassphrase: (passphrase: SecretText) => Promise<VaultStatus>
  /** For this session; the next start asks again. Nothing is written, and a closed vault keeps its file as it is. */
  readonly chooseMemoryOnly: () => Promise<VaultStatus>
  /** Puts a vault that does not open under another name and begins a new one. */
  readonly setAside: () => Promise<VaultStatus>
  /** Calls back after every change of what `status` would say; returns the way to stop. */
  readonly onChanged: (listener: () => void) => () => void
}

/** Reads nothing and asks nobody before its first call. */
export function createVault(parts: VaultParts): Vault {
  const { file, moveAside, randomBytes, scryptCost = defaultScryptCost } = parts
  const { open, openSealed } = createVaultOpener(parts)
  const listeners = new Set<() => void>()
  let state: VaultState | null = null
  let lastTurn: Promise<unknown> = Promise.resolve()

  const save = createCoalescedSave(async () => {
    // Never saved without a file: every change of state waits for the saves before it.
    if (state?.kind !== 'unlocked') throw new Error('the vault was closed under a save')
    await file.write(formatVaultFile(state.opened.contents()))
  })

  /** Jobs run one after the other, on a state that is known. */
  function inTurn<Value>(job: (now: VaultState) => Promise<Value> | Value): Promise<Value> {
    const turn = lastTurn.then(async () => job((state ??= await open())))
    lastTurn = turn.catch(() => undefined)
    return turn
  }

  function tell(): void {
    for (const listener of listeners) listener()
  }

  /** A change of state waits for the saves before it, so that no record is left between two states. */
  function change(next: (now: VaultState) => Promise<VaultState>): Promise<VaultStatus> {
    return inTurn(async (now) => {
      await save.settled()
      const changed = await next(now)
      if (changed === now) return statusOf(now)
      state = changed
      tell()
      return statusOf(changed)
    })
  }

  async function unlockWith(now: LockedState, passphrase: SecretText): Promise<VaultState> {
    const { contents, recovered } = now
    if (contents.wrap.kind !== 'passphrase') return now
    const dataKey = await unwrapWithPassphrase(contents.wrap, passphrase, contents.vaultId)
    if (dataKey === null) throw new ClaimcheckError('vault.wrong_passphrase', {})
    const opened = openContents(contents, dataKey, randomBytes)
    return { kind: 'unlocked', strength: 'passphrase', backend: passphraseBackend, opened, recovered }
  }

  /** Begins a vault under a passphrase with the given secrets; it is on the disk before it is used. */
  async function beginUnder(passphrase: SecretText, secrets: Iterable<MemoryRecord>): Promise<UnlockedState> {
    const dataKey = randomBytes(keyBytes)
    const vaultId = newVaultId(randomBytes)
    const wrap = await wrapWithPassphrase(dataKey, passphrase, vaultId, scryptCost, randomBytes)
    const opened = openContents(emptyContents(wrap, vaultId), dataKey, randomBytes)
    for (const { kind, id, secret } of secrets) opened.write(kind, id, secret)
    await file.write(formatVaultFile(opened.contents()))
    return { kind: 'unlocked', strength: 'passphrase', backend: passphraseBackend, opened, recovered: false }
  }

  return {
    status: () => inTurn(statusOf),

    assertOpen: () =>
      inTurn((now) => {
        if (now.kind !== 'unlocked' && now.kind !== 'memory-only') throw closedFailure(now)
      }),

    unlock: (passphrase) =>
      change(async (now) => {
        if (now.kind === 'unlocked' || now.kind === 'memory-only') return now
        if (now.kind !== 'locked') return open()
        if (now.needs === 'passphrase') return passphrase === null ? now : unlockWith(now, passphrase)
        const next = await openSealed(now.contents, now.recovered)
        if (next.kind !== 'locked') return next
        state = next
        tell()
        throw new ClaimcheckError('vault.keyring_unavailable', { backend: next.backend })
      }),

    lock: () =>
      change(async (now) => {
        if (now.kind !== 'unlocked') return now
        const { strength, backend, recovered, opened } = now
        const contents = opened.contents()
        opened.wipe()
        return { kind: 'locked', needs: strength, backend, reason: 'It was locked.', contents, recovered }
      }),

    choosePassphrase: (passphrase) =>
      change(async (now) => {
        if (passphraseLength(passphrase) < minimumPassphraseLength) {
          throw new ClaimcheckError('vault.weak_passphrase', { minimumLength: minimumPassphraseLength })
        }
        switch (now.kind) {
          case 'choice-needed':
            return beginUnder(passphrase, [])
          case 'memory-only':
            if (now.hidesVault) throw new ClaimcheckError('vault.locked', {})
            return beginUnder(passphrase, now.secrets.values())
          case 'unlocked': {
            const { vaultId } = now.opened.contents()
            const contents = await now.opened.rewrapped((dataKey) =>
              wrapWithPassphrase(dataKey, passphrase, vaultId, scryptCost, randomBytes),
            )
            await file.write(formatVaultFile(contents))
            now.opened.adopt(contents)
            return { ...now, strength: 'passphrase', backend: passphraseBackend }
          }
          default:
            throw closedFailure(now)
        }
      }),

    chooseMemoryOnly: () =>
      change(async (now) => {
        if (now.kind === 'unlocked' || now.kind === 'memory-only') return now
        return { kind: 'memory-only', secrets: new Map(), hidesVault: now.kind !== 'choice-needed' }
      }),

    setAside: () =>
      change(async (now) => {
        if (now.kind !== 'locked' && now.kind !== 'damaged' && now.kind !== 'newer') return now
        await moveAside()
        return open()
      }),

    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    ...createRecordAccess(inTurn, save.request, tell),
  }
}
