import { isMap, isScalar, isSeq } from 'yaml'
import type { ItemPath } from '../../contract/ids.ts'
import { shownPaths, type ItemFacts } from './glance-at-item.ts'
import { nodeAt } from './yaml-nodes.ts'
import { parseYaml } from './yaml-file.ts'

/** The same facts as `glanceAtItem`, from the parser. Throws `collection.file_unreadable` with the line at fault. */
export function parsedFacts(text: string, path: ItemPath): ItemFacts {
  const { document, root } = parseYaml(text, path)
  const facts = new Map<string, string>()
  for (const shown of shownPaths) {
    let node: unknown = root
    for (const key of shown.split('.')) node = isMap(node) ? nodeAt(document, node, key) : undefined
    if (isScalar(node)) facts.set(shown, typeof node.value === 'string' ? node.value : '')
    else if (isSeq(node)) facts.set(shown, 'list')
    else if (isMap(node)) facts.set(shown, '')
  }
  return facts
}
