import type { Settings } from '../../contract/settings.ts'
import type { RequestOf } from '../../contract/channels.ts'
import type { HandlersOf } from '../router.ts'

interface SettingsParts {
  readonly settings: {
    readonly get: () => Settings
    readonly save: (part: RequestOf<'settings.save'>) => Promise<Settings>
  }
  /** What the host does with new settings: the theme, the background refresh. */
  readonly apply: (settings: Settings) => void
}

export const settingsHandlers = ({ settings, apply }: SettingsParts): HandlersOf<'settings'> => ({
  'settings.get': () => settings.get(),
  'settings.save': async (part) => {
    const saved = await settings.save(part)
    apply(saved)
    return saved
  },
})
