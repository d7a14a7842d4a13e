import { ClaimcheckError } from '../failures/claimcheck-error.ts'

const noRoom = ['ENOSPC', 'EDQUOT', 'EFBIG']
const notAllowed = ['EACCES', 'EPERM', 'EROFS']

/** The `code` of a system error ('ENOENT'); null for anything else that was thrown. */
export function systemErrorCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null
  return typeof thrown.code === 'string' ? thrown.code : null
}

/** Turns what a file operation threw into `storage.write_failed`, with the reason that a person can act on; `file` is its name. */
export function writeFailure(file: string, cause: unknown): ClaimcheckError<'storage.write_failed'> {
  const code = systemErrorCode(cause) ?? ''
  const reason = noRoom.includes(code) ? 'disk-full' : notAllowed.includes(code) ? 'not-allowed' : 'other'
  return new ClaimcheckError('storage.write_failed', { file, reason }, { cause })
}
