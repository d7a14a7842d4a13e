import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import type { RecordKind, SecretRecords } from '../../electron/domain/vault/secret-records.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'

/** Records that a test can look into, lock, and make fail. What `disk` holds is what a next start would find. */
export function recordsInMemory(disk = new Map<string, string>()) {
  const situation = {
    disk,
    locked: false,
    unreadable: new Set<string>(),
    /** Runs before each write and each removal; may throw, or never resolve, as a crash does. */
    beforeWrite: async (_what: 'write' | 'remove', _kind: RecordKind): Promise<void> => undefined,
    beforeRead: (): void => undefined,
    log: [] as string[],
  }
  const assertOpen = (): void => {
    if (situation.locked) throw new ClaimcheckError('vault.locked', {})
  }
  const records: SecretRecords = {
    async read(kind, id) {
      situation.beforeRead()
      assertOpen()
      if (situation.unreadable.has(`${kind}/${id}`)) throw new ClaimcheckError('vault.record_unreadable', { kind })
      const text = disk.get(`${kind}/${id}`)
      return text === undefined ? null : new SecretText(text)
    },
    async ids(kind) {
      assertOpen()
      return [...disk.keys()].flatMap((key) => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : []))
    },
    async write(kind, id, secret) {
      assertOpen()
      await situation.beforeWrite('write', kind)
      assertOpen()
      situation.log.push(`write ${kind}`)
      disk.set(`${kind}/${id}`, secret.reveal())
      return 'on-disk'
    },
    async remove(kind, id) {
      assertOpen()
      await situation.beforeWrite('remove', kind)
      situation.log.push(`remove ${kind}`)
      disk.delete(`${kind}/${id}`)
    },
  }
  return { records, situation }
}

export const diskFull = (): never => {
  throw new ClaimcheckError('storage.write_failed', { file: 'vault.json', reason: 'disk-full' })
}
