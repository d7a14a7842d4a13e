import type { Field } from '@contract/requests'

const credentialNames = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-api-key',
  'api-key',
  'x-auth-token',
])
const jwtStart = /\beyJ[A-Za-z0-9_-]{8,}\./

/** Tells what will happen to a credential that was typed as text; a {{variable}} is the way that keeps. */
export function credentialWarning({ name, value }: Field): string | null {
  if (value.trim() === '' || value.includes('{{')) return null
  const header = name.trim().toLowerCase()
  if (header === 'authorization') return 'This is not kept on disk. Let a profile send it: choose one under “as”.'
  if (credentialNames.has(header) || jwtStart.test(value))
    return 'This looks like a credential and is not kept on disk.'
  return null
}
