import { useState } from 'react'

function read(key: string): ReadonlySet<string> {
  const text = window.localStorage.getItem(key)
  if (text === null) return new Set()
  try {
    const parsed: unknown = JSON.parse(text)
    return new Set(Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : [])
  } catch (problem) {
    // Text that is no JSON was written by something else: begin anew. Anything but that is a bug.
    if (problem instanceof SyntaxError) return new Set()
    throw problem
  }
}

/** A set of names that this window remembers over a restart: which folders are closed, say. Never for anything secret. */
export function useRememberedSet(key: string): readonly [ReadonlySet<string>, (next: ReadonlySet<string>) => void] {
  const [held, setHeld] = useState(() => ({ key, names: read(key) }))
  const current = held.key === key ? held : { key, names: read(key) }
  if (current !== held) setHeld(current)
  const replace = (names: ReadonlySet<string>) => {
    setHeld({ key, names })
    window.localStorage.setItem(key, JSON.stringify([...names]))
  }
  return [current.names, replace]
}
