import type { CollectionItem } from '../../contract/collections.ts'
import { failureSchema } from '../../contract/failures.ts'
import type { ItemPath } from '../../contract/ids.ts'
import { method as methodSchema } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ItemFacts } from './glance-at-item.ts'
import { isEditableBody, knownMethod, noRequestText, otherBodyText, otherKindText } from './item-kinds.ts'
import { stemOf } from './item-path.ts'

/** How a file stands in the tree, from its few facts. */
export function itemFrom(path: ItemPath, facts: ItemFacts): CollectionItem {
  const name = facts.get('info.name') || stemOf(path)
  const cannot = (message: string): CollectionItem => ({ kind: 'unreadable', path, name, message })
  const type = facts.get('info.type') || facts.get('type') || null
  if (type !== null && type !== 'http') return cannot(otherKindText(type))
  if (!facts.has('http')) return cannot(noRequestText)
  if (facts.get('http.body') === 'list') return cannot(otherBodyText('several variants'))
  const bodyType = facts.get('http.body.type')
  if (bodyType !== undefined && !isEditableBody(bodyType)) return cannot(otherBodyText(bodyType))
  const method = methodSchema.safeParse(knownMethod(facts.get('http.method') || 'GET'))
  return method.success
    ? { kind: 'request', path, name, method: method.data }
    : cannot(`http.method: ${method.error.issues[0]?.message ?? 'not readable'}`)
}

/** How a file stands in the tree that could not be read as YAML; null for any other failure. */
export function unreadableFrom(path: ItemPath, thrown: unknown): CollectionItem | null {
  if (!(thrown instanceof ClaimcheckError)) return null
  const parsed = failureSchema.safeParse({ code: thrown.code, details: thrown.details })
  if (!parsed.success || parsed.data.code !== 'collection.file_unreadable') return null
  const { message, line } = parsed.data.details
  return { kind: 'unreadable', path, name: stemOf(path), message: line === null ? message : `Line ${line}: ${message}` }
}
