import type { Kept, SecretRecords } from './secret-records.ts'
import { recordKey } from './vault-file-format.ts'
import { closedFailure, statusOf, type VaultState } from './vault-state.ts'

type InTurn = <Value>(job: (now: VaultState) => Value) => Promise<Value>

const nothingToSave = () => Promise.resolve()

/** Reads and writes the records of whatever state the vault is in, each in its turn. */
export function createRecordAccess(inTurn: InTurn, save: () => Promise<void>, tell: () => void): SecretRecords {
  /** Changes records in turn. The save is begun there and awaited outside, so that changes that come together share it. */
  async function change(job: (now: VaultState) => { begun: Promise<void>; kept: Kept }): Promise<Kept> {
    const { begun, kept } = await inTurn((now) => {
      const before = JSON.stringify(statusOf(now))
      const result = job(now)
      if (JSON.stringify(statusOf(now)) !== before) tell()
      return result
    })
    await begun
    return kept
  }

  return {
    read: (kind, id) =>
      inTurn((now) => {
        switch (now.kind) {
          case 'unlocked':
            return now.opened.read(kind, id)
          case 'memory-only':
            return now.secrets.get(recordKey(kind, id))?.secret ?? null
          case 'choice-needed':
            return null // there is no vault yet, so there is nothing in it
          case 'locked':
          case 'damaged':
          case 'newer':
            throw closedFailure(now)
        }
      }),

    ids: (kind) =>
      inTurn((now) => {
        switch (now.kind) {
          case 'unlocked':
            return now.opened.ids(kind)
          case 'memory-only':
            return [...now.secrets.values()].filter((each) => each.kind === kind).map(({ id }) => id)
          case 'choice-needed':
            return []
          case 'locked':
          case 'damaged':
          case 'newer':
            throw closedFailure(now)
        }
      }),

    write: (kind, id, secret) =>
      change((now) => {
        switch (now.kind) {
          case 'unlocked':
            now.opened.write(kind, id, secret)
            return { begun: save(), kept: 'on-disk' }
          case 'memory-only':
            now.secrets.set(recordKey(kind, id), { kind, id, secret })
            return { begun: nothingToSave(), kept: 'until-quit' }
          case 'choice-needed':
          case 'locked':
          case 'damaged':
          case 'newer':
            throw closedFailure(now)
        }
      }),

    remove: async (kind, id) =>
      void (await change((now) => {
        switch (now.kind) {
          case 'unlocked':
            return { begun: now.opened.remove(kind, id) ? save() : nothingToSave(), kept: 'on-disk' }
          case 'memory-only':
            now.secrets.delete(recordKey(kind, id))
            return { begun: nothingToSave(), kept: 'until-quit' }
          case 'choice-needed':
            return { begun: nothingToSave(), kept: 'until-quit' }
          case 'locked':
          case 'damaged':
          case 'newer':
            throw closedFailure(now)
        }
      })),
  }
}
