// Saves a note of argv[3] characters in the folder argv[2], and says what came of it.
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { createPlainFile } from '../../../electron/host/plain-file.ts'
import { openConf } from '../plain-store-builder.ts'

const [, , folder = '', size = '0'] = process.argv
const file = createPlainFile({ folder, name: 'plain', migrations: [(bare) => bare], openStore: openConf })
try {
  file.write({ note: 'n'.repeat(Number(size)) })
  process.stdout.write('saved\n')
} catch (error) {
  if (!(error instanceof ClaimcheckError)) throw error
  process.stdout.write(`${JSON.stringify({ code: error.code, details: error.details })}\n`)
}
