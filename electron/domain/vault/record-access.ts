import type { Kept, SecretRecords } from './secret-records.ts'
import { recordKey } from './vault-file-format.ts'
import { type ClosedState, closedFailure, type OpenState, type VaultState } from './vault-state.ts'

type InTurn = <Value>(job: (now: VaultState) => Value) => Promise<Value>

const nothingToSave = () => Promise.resolve()

/** What a write may change of the vault's status. */
function countsOf(state: OpenState): { readonly records: number; readonly unreadable: number } {
  return state.kind === 'unlocked' ? state.opened.counts() : { records: state.secrets.size, unreadable: 0 }
}

/** Before the choice there is no vault yet, so there is nothing in it. */
function refuseUnlessChoice(state: ClosedState): void {
  if (state.kind !== 'choice-needed') throw closedFailure(state)
}

const isOpen = (state: VaultState): state is OpenState => state.kind === 'unlocked' || state.kind === 'memory-only'

/** Reads and writes the records of whatever state the vault is in, each in its turn. */
export function createRecordAccess(
  inTurn: InTurn,
  save: () => Promise<void>,
  tell: () => void,
): Omit<SecretRecords, 'catchUp'> {
  /** Changes records in turn. The save is begun there and awaited outside, so that changes that come together share it. */
  async function change(
    job: (now: OpenState) => { begun: Promise<void>; kept: Kept },
    isRemoval = false,
  ): Promise<Kept> {
    const { begun, kept } = await inTurn((now) => {
      if (!isOpen(now)) {
        if (!isRemoval) throw closedFailure(now)
        refuseUnlessChoice(now)
        return { begun: nothingToSave(), kept: 'until-quit' as const }
      }
      const before = countsOf(now)
      const result = job(now)
      const after = countsOf(now)
      if (before.records !== after.records || before.unreadable !== after.unreadable) tell()
      return result
    })
    await begun
    return kept
  }

  return {
    read: (kind, id) =>
      inTurn((now) => {
        if (now.kind === 'unlocked') return now.opened.read(kind, id)
        if (now.kind === 'memory-only') return now.secrets.get(recordKey(kind, id))?.secret ?? null
        refuseUnlessChoice(now)
        return null
      }),

    ids: (kind) =>
      inTurn((now) => {
        if (now.kind === 'unlocked') return now.opened.ids(kind)
        if (now.kind === 'memory-only') {
          return [...now.secrets.values()].filter((each) => each.kind === kind).map(({ id }) => id)
        }
        refuseUnlessChoice(now)
        return []
      }),

    whereKept: () =>
      inTurn((now) => {
        if (!isOpen(now)) refuseUnlessChoice(now)
        return now.kind === 'unlocked' ? 'on-disk' : 'until-quit'
      }),

    write: (kind, id, secret) =>
      change((now) => {
        if (now.kind === 'unlocked') {
          now.opened.write(kind, id, secret)
          return { begun: save(), kept: 'on-disk' }
        }
        now.secrets.set(recordKey(kind, id), { kind, id, secret })
        return { begun: nothingToSave(), kept: 'until-quit' }
      }),

    writeAlong: async (kind, id, secret) =>
      void (await change((now) => {
        if (now.kind === 'unlocked') now.opened.write(kind, id, secret)
        else now.secrets.set(recordKey(kind, id), { kind, id, secret })
        return { begun: nothingToSave(), kept: 'until-quit' }
      })),

    remove: async (kind, id) =>
      void (await change((now) => {
        if (now.kind === 'unlocked') {
          now.opened.remove(kind, id)
          return { begun: save(), kept: 'on-disk' }
        }
        now.secrets.delete(recordKey(kind, id))
        return { begun: nothingToSave(), kept: 'until-quit' }
      }, true)),
  }
}
