import { systemErrorCode } from '../domain/storage/write-failure.ts'
import type { FileBeingWritten, FileCalls } from './file-calls.ts'

/** EINTR: a signal came in between; EAGAIN: not at this moment. Neither did anything, and neither says anything of the disk. */
const passing = ['EINTR', 'EAGAIN']
const mostTries = 100

async function patiently<Value>(call: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      if (tries >= mostTries || !passing.includes(systemErrorCode(error) ?? '')) throw error
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

function patientFile(file: FileBeingWritten): FileBeingWritten {
  return {
    write: (...args) => patiently(() => file.write(...args)),
    // Only what did nothing: a flush that failed with EIO says yes the second time although the bytes are lost.
    sync: () => patiently(() => file.sync()),
    async close() {
      try {
        await file.close()
      } catch (error) {
        // Closed all the same, as Linux does it: a second close could hit another file that got the number meanwhile.
        if (systemErrorCode(error) !== 'EINTR') throw error
      }
    },
  }
}

/** File operations that are tried again when they were only interrupted. */
export const patientFileCalls = (calls: FileCalls): FileCalls => ({
  makeFolder: (...args) => patiently(() => calls.makeFolder(...args)),
  create: async (...args) => patientFile(await patiently(() => calls.create(...args))),
  read: (...args) => patiently(() => calls.read(...args)),
  look: (...args) => patiently(() => calls.look(...args)),
  setMode: (...args) => patiently(() => calls.setMode(...args)),
  link: (...args) => patiently(() => calls.link(...args)),
  rename: (...args) => patiently(() => calls.rename(...args)),
  remove: (...args) => patiently(() => calls.remove(...args)),
  list: (...args) => patiently(() => calls.list(...args)),
  syncFolder: (...args) => patiently(() => calls.syncFolder(...args)),
})
