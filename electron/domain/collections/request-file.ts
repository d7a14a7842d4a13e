import { isSeq } from 'yaml'
import { emptyDraft, requestDraft, type Body, type RequestDraft } from '../../contract/requests.ts'
import { isEditableBody, knownMethod, noRequestText, otherBodyText, otherKindText } from './item-kinds.ts'
import { stemOf } from './item-path.ts'
import { readFields, type FieldList } from './field-lines.ts'
import { readAuth } from './send-as-auth.ts'
import { mapAt, nodeAt, textAt } from './yaml-nodes.ts'
import { unreadable, type YamlFile } from './yaml-file.ts'

export const httpOrder = ['method', 'url', 'headers', 'params', 'body', 'auth']

export interface RequestContent {
  readonly name: string
  readonly draft: RequestDraft
}

/**
 * A request file as a person edits it. Throws `collection.file_unreadable` for other kinds of item, for bodies that
 * can't be shown without losing something, and for values that no draft can hold.
 */
export function readRequestFile(file: YamlFile): RequestContent {
  const { document, root, path } = file
  const info = mapAt(document, root, 'info')
  const type = info === null ? null : textAt(document, info, 'type')
  const http = mapAt(document, root, 'http')
  if (type !== null && type !== 'http') throw unreadable(path, otherKindText(type))
  if (http === null) throw unreadable(path, noRequestText)
  const settings = mapAt(document, root, 'settings')
  const stated = readAuth(document, http)
  const parsed = requestDraft.safeParse({
    method: knownMethod(textAt(document, http, 'method') ?? 'GET'),
    url: textAt(document, http, 'url') ?? '',
    headers: readFields(headerLines(file)),
    params: readFields(paramLines(file)),
    body: readBody(file),
    sendAs: stated.as === 'unset' ? { as: 'nobody' } : stated,
    settings: {
      followRedirects: settings === null || textAt(document, settings, 'followRedirects') !== 'false',
      timeoutMs: timeoutFrom(settings === null ? null : textAt(document, settings, 'timeout')),
    },
    notes: textAt(document, root, 'docs') ?? '',
  })
  if (parsed.success) return { name: (info && textAt(document, info, 'name')) ?? stemOf(path), draft: parsed.data }
  const [issue] = parsed.error.issues
  throw unreadable(path, `${issue?.path.join('.') ?? 'The request'}: ${issue?.message ?? 'not readable'}`)
}

export function headerLines({ document, root }: YamlFile): FieldList {
  return { document, owner: mapAt(document, root, 'http') ?? root, key: 'headers', order: httpOrder }
}

/** Parameters of the query. Path parameters are not ours: they stay in the file as they are. */
export function paramLines({ document, root }: YamlFile): FieldList {
  return {
    document,
    owner: mapAt(document, root, 'http') ?? root,
    key: 'params',
    order: httpOrder,
    isOurs: (line) => textAt(document, line, 'type') !== 'path',
    extra: { type: 'query' },
  }
}

export function formLines({ document, root }: YamlFile): FieldList | null {
  const http = mapAt(document, root, 'http')
  const body = http === null ? null : mapAt(document, http, 'body')
  return body === null ? null : { document, owner: body, key: 'data', order: ['type', 'data'] }
}

function readBody(file: YamlFile): Body {
  const { document, root, path } = file
  const http = mapAt(document, root, 'http')
  const node = http === null ? null : nodeAt(document, http, 'body')
  if (isSeq(node)) throw unreadable(path, otherBodyText('several variants'))
  const body = http === null ? null : mapAt(document, http, 'body')
  if (body === null) return { kind: 'none' }
  const type = textAt(document, body, 'type') ?? ''
  if (!isEditableBody(type)) throw unreadable(path, otherBodyText(type))
  const lines = formLines(file)
  if (type === 'form-urlencoded') return { kind: 'form', fields: lines === null ? [] : readFields(lines) }
  return { kind: type === 'json' ? 'json' : 'text', text: textAt(document, body, 'data') ?? '' }
}

/** Milliseconds. Bruno writes 0 for "none" and 'inherit'; both become our own default. */
function timeoutFrom(text: string | null): number {
  const timeoutMs = Math.round(Number(text ?? 0))
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0) return emptyDraft.settings.timeoutMs
  return Math.min(Math.max(timeoutMs, 100), 600_000)
}
