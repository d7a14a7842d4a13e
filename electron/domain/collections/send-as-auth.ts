import { isMap, isScalar, YAMLMap, type Document } from 'yaml'
import type { SendAs } from '../../contract/requests.ts'
import { nodeAt, plainScalar, setNode, setText, textAt, textScalar } from './yaml-nodes.ts'

// The format is closed, so a profile is named as a bearer token that is filled in when the request is sent.
const profileToken = /^\s*\{\{\s*token\.(.{1,80}?)\s*\}\}\s*$/su

/** `unset`: nothing is said here, so a folder leaves it to the folders above, and a request is sent as nobody. */
export type StatedAuth = SendAs | { readonly as: 'unset' }

/** Who an `auth` entry names. Kinds of authentication that are no profile (basic, oauth2, a literal token) name nobody. */
export function readAuth(document: Document, map: YAMLMap | null): StatedAuth {
  if (map === null || !map.has('auth')) return { as: 'unset' }
  const auth = nodeAt(document, map, 'auth')
  if (isScalar(auth)) return auth.value === 'inherit' ? { as: 'inherit' } : { as: 'unset' }
  if (!isMap(auth) || textAt(document, auth, 'type') !== 'bearer') return { as: 'nobody' }
  const name = profileToken.exec(textAt(document, auth, 'token') ?? '')?.[1]
  return name === undefined ? { as: 'nobody' } : { as: 'profile', name }
}

/** Writes who a request or folder is sent as. Only what differs is touched; call it only for a change. */
export function writeAuth(document: Document, map: YAMLMap, sendAs: SendAs, order: readonly string[]): void {
  switch (sendAs.as) {
    case 'nobody':
      map.delete('auth')
      return
    case 'inherit':
      setNode(map, 'auth', plainScalar('inherit'), order)
      return
    case 'profile': {
      const token = `{{token.${sendAs.name}}}`
      const there = nodeAt(document, map, 'auth')
      if (isMap(there) && textAt(document, there, 'type') === 'bearer') {
        setText(there, 'token', token)
        return
      }
      const bearer = new YAMLMap()
      setNode(bearer, 'type', plainScalar('bearer'))
      setNode(bearer, 'token', textScalar(token))
      setNode(map, 'auth', bearer, order)
    }
  }
}
