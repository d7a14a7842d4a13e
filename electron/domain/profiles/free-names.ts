const longestName = 80

/** Gives profiles names that nobody has: `robot`, then `robot 2`, `robot 3`. What it gave is taken from then on. */
export function createFreeNames(names: readonly string[]): (wanted: string) => string {
  const taken = new Set(names)
  // Where the search goes on for names that begin alike: a file may hold ten thousand of one name.
  const nextNumbers = new Map<string, number>()

  function numbered(wanted: string): string {
    const stem = wanted.slice(0, longestName - ' 99999'.length).trimEnd()
    for (let number = nextNumbers.get(stem) ?? 2; ; number += 1) {
      const ending = ` ${number}`
      const name = `${wanted.slice(0, longestName - ending.length).trimEnd()}${ending}`
      if (taken.has(name)) continue
      nextNumbers.set(stem, number + 1)
      return name
    }
  }

  return (wanted) => {
    const name = taken.has(wanted) ? numbered(wanted) : wanted
    taken.add(name)
    return name
  }
}
