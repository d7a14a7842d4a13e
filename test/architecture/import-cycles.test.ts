import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** The first path that comes back to where it was, or null. Depth first: white, grey (on the path), black (done). */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>()
  const visit = (name: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name]
    if (done.has(name)) return null
    done.add(name)
    for (const next of edges.get(name) ?? []) {
      const cycle = visit(next, [...way, name])
      if (cycle !== null) return cycle
    }
    return null
  }
  for (const name of edges.keys()) {
    const cycle = visit(name, [])
    if (cycle !== null) return cycle
  }
  return null
}

test('no file imports itself by way of others, types included', () => {
  const files = sourceFiles('electron', 'renderer', 'test')
  const edges = new Map(
    files.map(({ name, imports }) => [name, imports.filter(({ isPackage }) => !isPackage).map(({ target }) => target)]),
  )
  expect(findCycle(edges)).toBeNull()
})

test('the search finds a cycle where there is one', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ])
  expect(findCycle(edges)).toEqual(['b', 'd', 'b'])
})
