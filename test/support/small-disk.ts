import { execFileSync, spawnSync } from 'node:child_process'

/** Linux can limit the size of the files that a running process writes; what is too large fails as on a full disk. */
export const canLimitFiles = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0

const limitFiles = (bytes: string): unknown =>
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])

/** Runs something while this process can write no file of more than so many bytes. */
export async function onASmallDisk<Value>(bytes: number, run: () => Promise<Value>): Promise<Value> {
  // Beside the failure the kernel sends a signal, which a real full disk does not; electron-store's writer ends on it.
  process.removeAllListeners('SIGXFSZ').on('SIGXFSZ', () => undefined)
  limitFiles(String(bytes))
  try {
    return await run()
  } finally {
    limitFiles('unlimited')
  }
}
