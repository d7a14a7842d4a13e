import type ElectronStore from 'electron-store'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { withTextTaken } from './text-taken.ts'

/**
 * Opens electron-store files. The package is loaded by `load`, not before: it brings a JSON Schema compiler that a
 * start need not wait for, since plain files are read without it. Only saving needs it.
 */
export function createElectronStoreOpener(): { load: () => Promise<void>; open: OpenPlainStore } {
  let Store: typeof ElectronStore | null = null
  return {
    async load() {
      ;({ default: Store } = await import('electron-store'))
    },
    open(options) {
      if (Store === null) throw new Error('electron-store is loaded before anything is saved')
      const Loaded = Store
      return withTextTaken((given) => new Loaded<Record<string, unknown>>(given), options)
    },
  }
}
