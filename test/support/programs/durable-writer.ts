// Writes argv[3] bytes to the file argv[2] and says what came of it.
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'

const [, , file = '', size = '0'] = process.argv
try {
  await createDurableFile(file).write(Buffer.alloc(Number(size), 'n'))
  process.stdout.write('saved\n')
} catch (error) {
  if (!(error instanceof ClaimcheckError)) throw error
  process.stdout.write(`${JSON.stringify({ code: error.code, details: error.details })}\n`)
}
