import { readWindowPlace, type WindowPlace } from '../domain/settings/window-placement.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createPlainFile } from './plain-file.ts'

export interface WindowStateFile {
  /** null: never saved, or not to be made sense of. `placeWindow` turns either into a place on a display. */
  readonly read: () => WindowPlace | null
  /** Never throws: a place that can't be saved is a bug for the log, and not worth more. */
  readonly save: (place: WindowPlace) => void
}

// Version 0 is a bare place: the content of version 1.
const migrations = [(bare: unknown) => bare]

/** Where the window was, in `window.json`. */
export function createWindowStateFile(
  folder: string,
  openStore: OpenPlainStore,
  reportBug: (thrown: unknown) => void,
): WindowStateFile {
  const file = createPlainFile({ folder, name: 'window', migrations, openStore })
  return {
    read() {
      return readWindowPlace(file.read().content)
    },
    save(place) {
      // Called from a window's events, where whatever is thrown ends the program, unsaved things and all.
      try {
        file.write(place)
      } catch (thrown) {
        reportBug(thrown)
      }
    },
  }
}
