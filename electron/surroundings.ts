import type { AppFacts } from './contract/app.ts'
import type { EventName } from './contract/names.ts'
import type { Settings } from './contract/settings.ts'
import type { OpenPlainStore } from './domain/storage/plain-store.ts'
import type { Schedule } from './domain/tokens/timer.ts'
import type { MachineWatch } from './domain/vault/auto-lock.ts'
import type { KeyWrapper } from './domain/vault/key-wrapper.ts'
import type { Presence } from './domain/vault/presence.ts'
import type { SecretText } from './domain/vault/secret-text.ts'
import type { ReportBug } from './ipc/to-failure.ts'
import type { PlaygroundControlParts } from './playground/playground-control.ts'

/** Everything the program takes from its surroundings. `main.ts` passes Electron's; a journey passes its own. */
export interface Surroundings {
  readonly dataFolder: string
  readonly appOrigin: string
  readonly facts: AppFacts
  readonly openStore: OpenPlainStore
  readonly keyWrapper: KeyWrapper
  readonly presence: Presence
  readonly machine: MachineWatch
  readonly now: () => Date
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicMs: () => number
  readonly schedule: Schedule
  readonly launchPlayground: (onFault: (message: string) => void) => PlaygroundControlParts['launch']
  readonly openLink: (url: string) => Promise<void>
  readonly copyText: (text: string) => void
  readonly copySecret: (secret: SecretText, clearAfterSeconds: number) => void
  /** Takes a secret that is still on the clipboard off it, before its time. */
  readonly clearCopied: () => Promise<void>
  readonly askForFolder: () => Promise<string | null>
  readonly askWhereToSave: (suggestedName: string) => Promise<string | null>
  /** A file that a person wants to be read. */
  readonly askForFile: (title: string) => Promise<string | null>
  /** The system's proxy for an address, as a PAC answer. */
  readonly askSystemProxy: (url: string) => Promise<string>
  readonly applyTheme: (settings: Settings) => void
  readonly deliver: (event: EventName, payload: unknown) => void
  readonly reportBug: ReportBug
}
