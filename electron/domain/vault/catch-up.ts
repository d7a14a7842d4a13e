import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import { closeForOther } from './close-vault.ts'
import type { VaultOpener } from './vault-opener.ts'
import { ProtectedElsewhereError, VaultRemovedError, type VaultSaver } from './vault-saver.ts'
import { closedFailure, type VaultState } from './vault-state.ts'

interface CatchingUpParts {
  readonly opener: VaultOpener
  readonly saver: VaultSaver
  readonly file: DurableFile
  readonly goTo: (state: VaultState) => void
  readonly now: () => Date
}

/**
 * Takes over what other processes did to the vault, whatever state it is in here. True: something changed. Throws what
 * `SecretRecords` says of a vault that is closed, also of one that another process closed for us just now.
 */
export async function catchingUp(found: VaultState, { opener, saver, file, goTo, now }: CatchingUpParts) {
  switch (found.kind) {
    case 'memory-only':
      return false
    case 'choice-needed':
      if ((await file.mark()) === null) return false
      goTo(await opener.open())
      return true
    case 'unlocked':
      try {
        const differs = await saver.catchUp(found)
        if (differs) goTo({ ...found })
        return differs
      } catch (error) {
        if (error instanceof ProtectedElsewhereError) {
          goTo(await closeForOther(found, error, now()))
          throw new ClaimcheckError('vault.locked', {}, { cause: error })
        }
        // Removed on purpose, and all of it was there: nothing is left to keep.
        if (!(error instanceof VaultRemovedError) || found.opened.hasUnsaved()) throw error
        found.opened.wipe()
        goTo(await opener.open())
        return true
      }
    default:
      throw closedFailure(found)
  }
}
