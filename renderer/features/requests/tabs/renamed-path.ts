import type { ItemPath } from '@contract/ids'

/** Where an item is after it, or a folder above it, went from one place to another. */
export function pathAfterRename(path: ItemPath, from: ItemPath, to: ItemPath): ItemPath {
  if (path === from) return to
  if (!path.startsWith(`${from}/`)) return path
  // A place inside a valid folder, with a valid rest, is a valid place.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
  return `${to}${path.slice(from.length)}` as ItemPath
}
