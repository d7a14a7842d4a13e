import type { ItemPath } from '../contract/ids.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { systemErrorCode, writeFailure } from '../domain/storage/write-failure.ts'

export const unreadableFile = (path: ItemPath, message: string, cause?: unknown) =>
  new ClaimcheckError('collection.file_unreadable', { path, message, line: null }, { cause })

/** What the system says about reading a file, in the words of the collection. */
export async function whileReading<Value>(path: ItemPath, job: () => Promise<Value>): Promise<Value> {
  try {
    return await job()
  } catch (error) {
    switch (systemErrorCode(error)) {
      case 'ENOENT':
      case 'ENOTDIR':
      case 'EISDIR':
      case 'ELOOP':
      case 'ENAMETOOLONG':
        throw new ClaimcheckError('collection.not_found', { path }, { cause: error })
      case 'EACCES':
      case 'EPERM':
        throw unreadableFile(path, 'You are not allowed to read this file', error)
      case 'EIO':
      case 'EBUSY':
      case 'ENXIO':
        throw unreadableFile(path, 'The system could not read this file', error)
      default:
        throw error
    }
  }
}

/** What the system says about writing: a name that is taken, a place that is gone, or why the disk refused. */
export async function whileWriting<Value>(path: ItemPath, job: () => Promise<Value>): Promise<Value> {
  try {
    return await job()
  } catch (error) {
    if (error instanceof ClaimcheckError) throw error
    switch (systemErrorCode(error)) {
      case 'EEXIST':
      case 'ENOTEMPTY':
        throw new ClaimcheckError('collection.exists', { path }, { cause: error })
      case 'ENOENT':
      case 'ENOTDIR':
        throw new ClaimcheckError('collection.not_found', { path }, { cause: error })
      case 'ENAMETOOLONG':
        throw new ClaimcheckError(
          'collection.name_invalid',
          { name: path.slice(path.lastIndexOf('/') + 1) },
          { cause: error },
        )
      default:
        throw writeFailure(path, error)
    }
  }
}
