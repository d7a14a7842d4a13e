// Adds one to the number in the file argv[3], argv[4] times, each time under the lock 'counter' of the folder argv[2].
import { readFile, writeFile } from 'node:fs/promises'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'

const [, , folder = '', file = '', times = '0'] = process.argv
const exclusively = createProcessLocks(folder)
for (let time = 0; time < Number(times); time += 1) {
  await exclusively('counter', 60_000, async () => {
    const before = Number(await readFile(file, 'utf8'))
    await new Promise((resolve) => setImmediate(resolve))
    await writeFile(file, String(before + 1))
  })
}
process.stdout.write('done\n')
