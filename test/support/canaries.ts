import { randomBytes } from 'node:crypto'

/** Secrets that a test brings along, to be searched for wherever they must not be. */
export interface Canaries {
  /** What each of them is, by its value. */
  readonly planted: Map<string, string>
  readonly plant: (what: string) => string
}

export function createCanaries(): Canaries {
  const planted = new Map<string, string>()
  return {
    planted,
    plant(what) {
      const value = `canary${randomBytes(16).toString('hex')}`
      planted.set(value, what)
      return value
    },
  }
}
