import type { ItemPath } from '../../contract/ids.ts'
import type { SendAs } from '../../contract/requests.ts'
import { collectionFile } from './item-path.ts'
import { readAuth, writeAuth, type StatedAuth } from './send-as-auth.ts'
import { assertChangeable, rootOrder, spaceBefore } from './write-request-file.ts'
import { ensureMap, mapAt, plainScalar, setScalar, setText } from './yaml-nodes.ts'
import { parseYaml, printYaml, type YamlFile } from './yaml-file.ts'

const infoOrder = ['name', 'type', 'seq']
const defaultsOrder = ['headers', 'auth', 'variables']

/** The text of a new folder.yml. */
export function newFolderText(path: ItemPath, name: string, seq: number | null): string {
  const file = parseYaml('info:\n  type: folder\n', path)
  writeInfo(file, seq === null ? { name } : { name, seq })
  return printYaml(file)
}

/** The text of a new opencollection.yml; `sendAs` is what requests inherit. */
export function newCollectionText(name: string, sendAs: SendAs): string {
  const file = parseYaml('opencollection: 1.0.0\n\ninfo: {}\n\nbundled: false\n', collectionFile)
  const { document, root } = file
  const info = ensureMap(document, root, 'info')
  info.flow = false
  setText(info, 'name', name)
  if (sendAs.as === 'profile') {
    const order = ['opencollection', 'info', 'request', 'bundled']
    writeAuth(document, ensureMap(document, root, 'request', order), sendAs, defaultsOrder)
    spaceBefore(root, 'request')
  }
  return printYaml(file)
}

/** Sets the name or the place of a request or a folder; everything else stays. Throws `collection.file_unreadable`. */
export function writeInfo(file: YamlFile, { name, seq }: { name?: string; seq?: number }): void {
  assertChangeable(file)
  const info = ensureMap(file.document, file.root, 'info', rootOrder)
  if (name !== undefined) setText(info, 'name', name, infoOrder)
  if (seq !== undefined) setScalar(info, 'seq', plainScalar(seq), infoOrder)
}

/** Whom requests in this folder or collection are sent as, unless they say otherwise. */
export function defaultAuthOf(file: YamlFile): StatedAuth {
  return readAuth(file.document, mapAt(file.document, file.root, 'request'))
}
