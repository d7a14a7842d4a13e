import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

interface Entry {
  readonly payload: AdapterPayload
  readonly expiresAtMs: number
}

/** How long a spent refresh token is remembered, so that its second use is noticed. */
const spentMs = 24 * 60 * 60 * 1000
const writesBetweenSweeps = 500

/**
 * Where oidc-provider keeps its state. Its own quick-start store forgets the oldest beyond 1000 entries, and with 10 s
 * tokens that ends the session of a profile that was left alone; this one forgets only what has expired.
 */
export function createMemoryAdapter(nowMs: () => number): AdapterFactory {
  const entries = new Map<string, Entry>()
  let writes = 0

  function read(key: string): AdapterPayload | undefined {
    const entry = entries.get(key)
    return entry !== undefined && entry.expiresAtMs > nowMs() ? entry.payload : undefined
  }

  function write(key: string, entry: Entry): void {
    entries.set(key, entry)
    if (++writes % writesBetweenSweeps !== 0) return
    for (const [each, { expiresAtMs }] of entries) if (expiresAtMs <= nowMs()) entries.delete(each)
  }

  const findBy = (kind: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const key of entries.keys()) {
      const payload = key.startsWith(`${kind}:`) ? read(key) : undefined
      if (payload !== undefined && matches(payload)) return payload
    }
    return undefined
  }

  return (kind): Adapter => ({
    upsert: async (id, payload, expiresInSeconds) =>
      write(`${kind}:${id}`, {
        payload,
        expiresAtMs: expiresInSeconds === undefined ? Infinity : nowMs() + expiresInSeconds * 1000,
      }),
    find: async (id) => read(`${kind}:${id}`),
    findByUid: async (uid) => findBy(kind, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findBy(kind, (payload) => payload.userCode === userCode),
    destroy: async (id) => void entries.delete(`${kind}:${id}`),
    consume: async (id) => {
      const key = `${kind}:${id}`
      const entry = entries.get(key)
      if (entry === undefined) return
      const consumed = Math.floor(nowMs() / 1000)
      const expiresAtMs = Math.min(entry.expiresAtMs, nowMs() + spentMs)
      entries.set(key, { payload: { ...entry.payload, consumed }, expiresAtMs })
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
    },
  })
}
