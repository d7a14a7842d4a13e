import { Worker } from 'node:worker_threads'
import { otherWork } from '../slices/in-slices.ts'

/** What the thread runs: code of ours, with nothing of a file or a person in it. */
const program = `
const { scryptSync } = require('node:crypto')
const { parentPort, workerData } = require('node:worker_threads')
const { password, salt, keyBytes, options } = workerData
const derived = scryptSync(password, salt, keyBytes, options)
const key = new Uint8Array(derived)
password.fill(0)
derived.fill(0)
parentPort.postMessage(key, [key.buffer])
`

/**
 * scrypt on a thread of its own, so that the window stays alive meanwhile. Node's own asynchronous scrypt does not do
 * that in Electron: it checks the parameters where it is called, and BoringSSL checks them by doing all of the work.
 * Takes the password over: it is moved to the thread, and of no use to the caller afterwards.
 */
export async function scryptOnThread(
  password: Uint8Array<ArrayBuffer>,
  salt: Uint8Array,
  keyBytes: number,
  { n, r, p }: { readonly n: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 128 * r * (n + p + 2) + 1024 * 1024 }
  // Starting a thread takes a few milliseconds of this one, which come on top of nobody's.
  await otherWork()
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, {
      eval: true,
      env: {},
      execArgv: [],
      workerData: { password, salt, keyBytes, options },
      transferList: [password.buffer],
    })
    thread.once('message', (key: Uint8Array<ArrayBuffer>) => resolve(Buffer.from(key.buffer)))
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`the scrypt thread ended with ${code}`)))
  })
}
