import type { RequestDraft } from '@contract/requests'

// Only types are taken from the contract: its values would bring the whole of zod into the window's first chunk.

/** What a new tab begins with. */
export const newDraft: RequestDraft = {
  method: 'GET',
  url: '',
  headers: [],
  params: [],
  body: { kind: 'none' },
  sendAs: { as: 'inherit' },
  settings: { followRedirects: true, timeoutMs: 60_000 },
  notes: '',
}

/** Two drafts that would be the same file. Both come from one schema, so the order of keys is one too where it matters. */
export function isSameDraft(one: RequestDraft, other: RequestDraft): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

const inOrder = ({ method, url, headers, params, body, sendAs, settings, notes }: RequestDraft) => [
  method,
  url,
  headers.map(({ name, value, enabled }) => [name, value, enabled]),
  params.map(({ name, value, enabled }) => [name, value, enabled]),
  body.kind === 'form' ? body.fields.map(({ name, value, enabled }) => [name, value, enabled]) : body,
  body.kind,
  sendAs.as === 'profile' ? sendAs.name : [sendAs.as],
  settings.followRedirects,
  settings.timeoutMs,
  notes,
]
