/** What plain files need of electron-store (or of conf, which it extends): the whole content, set at once. */
export interface PlainStore {
  store: Record<string, unknown>
}

interface PlainStoreOptions {
  readonly cwd: string
  /** The file's name without `.json`; conf itself calls it `configName`. */
  readonly name: string
  readonly configFileMode: number
  readonly clearInvalidConfig: false
  readonly accessPropertiesByDotNotation: false
  readonly serialize: (content: Record<string, unknown>) => string
}

export type OpenPlainStore = (options: PlainStoreOptions) => PlainStore
