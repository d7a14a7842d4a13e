/** What plain files need of electron-store (or of conf, which it extends): the whole content, set at once. */
export interface PlainStore {
  store: Record<string, unknown>
}

export interface PlainStoreOptions {
  readonly cwd: string
  /** The file's name without `.json`; conf itself calls it `configName`. */
  readonly name: string
  readonly configFileMode: number
  readonly clearInvalidConfig: false
  readonly accessPropertiesByDotNotation: false
  readonly serialize: (content: Record<string, unknown>) => string
  /** What the store reads of its file before it writes; without it everything is parsed. */
  readonly deserialize?: (text: string) => Record<string, unknown>
  /** Takes the finished text in place of the store's own writer, which would write it at once and hold everybody up. */
  readonly takeText?: (text: string) => void
}

export type OpenPlainStore = (options: PlainStoreOptions) => PlainStore
