import type { Settings } from '../../contract/settings.ts'
import type { HandlersOf } from '../router.ts'

export interface SettingsFile {
  readonly get: () => Settings
  readonly save: (part: Partial<Settings>) => Settings
}

interface SettingsParts {
  readonly settings: SettingsFile
  /** What the host does with new settings: the theme, the background refresh. */
  readonly apply: (settings: Settings) => void
}

export const settingsHandlers = ({ settings, apply }: SettingsParts): HandlersOf<'settings'> => ({
  'settings.get': () => settings.get(),
  'settings.save': (part) => {
    const saved = settings.save(part)
    apply(saved)
    return saved
  },
})
