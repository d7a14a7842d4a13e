import type { ItemPath } from '@contract/ids'

// The contract's own parser would bring zod into the first chunk; main parses every path that it is given anyway.
// eslint-disable-next-line typescript/no-unsafe-type-assertion -- '' is the root by the contract's definition
export const rootPath = '' as ItemPath

/** Where `path` is after the folder or file `from`, which it is or lies in, has become `to`. */
export const pathAfterMove = (path: ItemPath, from: ItemPath, to: ItemPath): ItemPath =>
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- a path with another beginning is a path
  (to + path.slice(from.length)) as ItemPath
