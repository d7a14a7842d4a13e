// Takes the stale lock argv[3] of the folder argv[2] over, and is killed right before (or after) it removes the stale file.
import { nodeFileCalls } from '../../../electron/adapters/file-calls.ts'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'

const [, , folder = '', name = '', when = 'before'] = process.argv
const dieHere = (): void => void process.kill(process.pid, 'SIGKILL')
const calls = {
  ...nodeFileCalls,
  async remove(file: string) {
    const isTheStaleOne = file.endsWith(`${name}.lock`)
    if (isTheStaleOne && when === 'before') dieHere()
    await nodeFileCalls.remove(file)
    if (isTheStaleOne && when === 'after') dieHere()
  },
}
await createProcessLocks(folder, { calls })(name, 10_000, async () => void process.stdout.write('held\n'))
