import type { OpenPlainStore, PlainStore, PlainStoreOptions } from '../domain/storage/plain-store.ts'

/**
 * Opens an electron-store, or a conf, whose finished text goes to `takeText` where there is one: conf hands it to its own
 * `_write`, which writes and flushes on the main thread.
 */
export function withTextTaken(
  open: (options: Omit<PlainStoreOptions, 'takeText'>) => PlainStore,
  { takeText, ...options }: Parameters<OpenPlainStore>[0],
): PlainStore {
  const store = open(options)
  if (takeText !== undefined) {
    Object.defineProperty(store, '_write', {
      value: (content: Record<string, unknown>) => takeText(options.serialize(content)),
    })
  }
  return store
}
