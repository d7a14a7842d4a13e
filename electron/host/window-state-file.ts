import { readWindowPlace, type WindowPlace } from '../domain/settings/window-placement.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createPlainFile } from './plain-file.ts'

export interface WindowStateFile {
  /** null: never saved, or not to be made sense of. `placeWindow` turns either into a place on a display. */
  readonly read: () => WindowPlace | null
  /** Throws `storage.write_failed`. */
  readonly save: (place: WindowPlace) => void
}

// Version 0 is a bare place: the content of version 1.
const migrations = [(bare: unknown) => bare]

/** Where the window was, in `window.json`. */
export function createWindowStateFile(folder: string, openStore: OpenPlainStore): WindowStateFile {
  const file = createPlainFile({ folder, name: 'window', migrations, openStore })
  return {
    read() {
      return readWindowPlace(file.read().content)
    },
    save: (place) => file.write(place),
  }
}
