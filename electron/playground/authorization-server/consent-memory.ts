import type { Scope } from '../scopes.ts'

/** What each person has allowed each client, so that a later sign-in asks only for what is new. */
export function createConsentMemory() {
  const allowed = new Map<string, Set<Scope>>()
  const keyOf = (personId: string, clientId: string) => `${personId} ${clientId}`

  return {
    allowedBefore(personId: string, clientId: string): ReadonlySet<Scope> {
      return allowed.get(keyOf(personId, clientId)) ?? new Set()
    },
    remember(personId: string, clientId: string, scopes: readonly Scope[]): void {
      const key = keyOf(personId, clientId)
      allowed.set(key, new Set([...(allowed.get(key) ?? []), ...scopes]))
    },
  }
}
export type ConsentMemory = ReturnType<typeof createConsentMemory>
