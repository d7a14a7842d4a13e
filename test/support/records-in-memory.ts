import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import type { RecordKind, SecretRecords } from '../../electron/domain/vault/secret-records.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'

/**
 * Records that a test can look into, lock, and make fail. What `disk` holds is what a next start would find. A second
 * process over the same disk sees what the first one saved only when it catches up, or saves itself.
 */
export function recordsInMemory(disk = new Map<string, string>(), { isOneOfMany = false } = {}) {
  /** What this process knows of the disk; where it is alone, the disk itself. */
  let known = isOneOfMany ? new Map(disk) : disk
  /** What could not be saved, and is known to this process alone. */
  const unsaved = new Map<string, string | null>()
  const situation = {
    disk,
    locked: false,
    unreadable: new Set<string>(),
    /** Runs before each write and each removal; may throw, or never resolve, as a crash does. */
    beforeWrite: async (_what: 'write' | 'remove', _kind: RecordKind): Promise<void> => undefined,
    beforeRead: (): void => undefined,
    beforeCatchUp: async (): Promise<void> => undefined,
    log: [] as string[],
  }
  const assertOpen = (): void => {
    if (situation.locked) throw new ClaimcheckError('vault.locked', {})
  }
  const see = (): void => {
    if (isOneOfMany) known = new Map(disk)
  }
  const textOf = (key: string): string | null => {
    const waiting = unsaved.get(key)
    return waiting === undefined ? (known.get(key) ?? null) : waiting
  }
  function save(): void {
    see()
    for (const [key, text] of unsaved) {
      for (const place of new Set([disk, known])) {
        if (text === null) place.delete(key)
        else place.set(key, text)
      }
    }
    unsaved.clear()
  }
  const records: SecretRecords = {
    async read(kind, id) {
      situation.beforeRead()
      assertOpen()
      if (situation.unreadable.has(`${kind}/${id}`)) throw new ClaimcheckError('vault.record_unreadable', { kind })
      const text = textOf(`${kind}/${id}`)
      return text === null ? null : new SecretText(text)
    },
    async ids(kind) {
      assertOpen()
      const keys = [...new Set([...known.keys(), ...unsaved.keys()])].filter((key) => textOf(key) !== null)
      return keys.flatMap((key) => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : []))
    },
    async write(kind, id, secret) {
      assertOpen()
      // The record is the vault's from here on, also where the file can't take it.
      unsaved.set(`${kind}/${id}`, secret.reveal())
      await situation.beforeWrite('write', kind)
      situation.log.push(`write ${kind}`)
      save()
      return 'on-disk'
    },
    async writeAlong(kind, id, secret) {
      assertOpen()
      unsaved.set(`${kind}/${id}`, secret.reveal())
    },
    async remove(kind, id) {
      assertOpen()
      unsaved.set(`${kind}/${id}`, null)
      await situation.beforeWrite('remove', kind)
      situation.log.push(`remove ${kind}`)
      save()
    },
    async whereKept() {
      assertOpen()
      return 'on-disk'
    },
    async catchUp() {
      assertOpen()
      await situation.beforeCatchUp()
      assertOpen()
      const before = JSON.stringify([...known])
      see()
      return before !== JSON.stringify([...known])
    },
  }
  return { records, situation }
}

export const diskFull = (): never => {
  throw new ClaimcheckError('storage.write_failed', { file: 'vault.json', reason: 'disk-full' })
}
