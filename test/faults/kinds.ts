import type { FaultKind } from './fault-kind.ts'
import { damagedVault } from './damage/damaged-vault.ts'
import { changingKeyring } from './keyring/changing-keyring.ts'
import { killedPrograms } from './kill/killed-programs.ts'
import { refreshAnswers } from './refresh/refresh-answers.ts'
import { sharedVault } from './refresh/shared-vault.ts'
import { singleFlight } from './refresh/single-flight.ts'
import { failingCalls } from './storage/failing-calls.ts'
import { fullDisk } from './storage/full-disk.ts'
import { changedTokens } from './tokens/changed-tokens.ts'

/** In the order in which they run. */
export const kinds: readonly FaultKind[] = [
  killedPrograms,
  failingCalls,
  fullDisk,
  damagedVault,
  changedTokens,
  refreshAnswers,
  singleFlight,
  sharedVault,
  changingKeyring,
]
