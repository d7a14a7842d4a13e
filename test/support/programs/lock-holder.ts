// Takes the lock argv[3] of the folder argv[2], says so, and holds it until it is killed.
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'

const [, , folder = '', name = ''] = process.argv
await createProcessLocks(folder)(name, 10_000, async () => {
  process.stdout.write('held\n')
  await new Promise((resolve) => setTimeout(resolve, 15_000))
})
