import type { Settings } from '../contract/settings.ts'
import { readSettings } from '../domain/settings/read-settings.ts'
import { createInTurn } from '../domain/storage/in-turn.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import type { PlainFileTrouble } from './plain-file-content.ts'
import { createLongPlainFile } from './long-plain-file.ts'

type SettingsPart = { readonly [Name in keyof Settings]?: Settings[Name] | undefined }

export interface SettingsFile {
  readonly get: () => Settings
  /**
   * Changes the given settings and leaves the others, in the order in which it is asked to. On the disk when this
   * resolves. Throws `storage.write_failed`; then nothing is changed.
   */
  readonly save: (part: SettingsPart) => Promise<Settings>
  /** Resolves when no save is running or waiting, however they ended: their callers were told. */
  readonly settled: () => Promise<void>
  /** What was wrong with the stored settings, or null. */
  readonly trouble: () => PlainFileTrouble | null
}

// Version 0 is a file of bare settings, as a person or a set-up script writes it: it is the content of version 1.
const migrations = [(bare: unknown) => bare]

/** The person's preferences in `settings.json`; read on first use. */
export function createSettingsFile(folder: string, openStore: OpenPlainStore): SettingsFile {
  const file = createLongPlainFile({ folder, name: 'settings', migrations, openStore })
  let known: { settings: Settings; trouble: PlainFileTrouble | null } | null = null

  function load() {
    if (known !== null) return known
    const { content, trouble } = file.read()
    const { settings, invalid } = readSettings(content)
    known = { settings, trouble: trouble ?? (invalid.length > 0 ? file.reject() : null) }
    return known
  }

  const inTurn = createInTurn()
  async function save(part: SettingsPart): Promise<Settings> {
    const { settings, trouble } = load()
    const given = Object.entries(part).filter(([, value]) => value !== undefined)
    const next: Settings = { ...settings, ...Object.fromEntries(given) }
    await file.write(next)
    known = { settings: next, trouble }
    return next
  }

  return {
    get: () => load().settings,
    save: (part) => inTurn(() => save(part)),
    settled: () => inTurn(() => undefined),
    trouble: () => load().trouble,
  }
}
