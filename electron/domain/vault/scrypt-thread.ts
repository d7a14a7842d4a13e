import { scryptSync } from 'node:crypto'
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

interface Cost {
  readonly n: number
  readonly r: number
  readonly p: number
}
const optionsFor = ({ n, r, p }: Cost) => ({ N: n, r, p, maxmem: 128 * r * (n + p + 2) + 1024 * 1024 })

/** Starting a thread takes this one longer than so much work itself. */
const cheapestForThread = 8 * 1024

/** scrypt, on a thread of its own where that is worth a thread. Takes the password over, and wipes it. */
export async function scrypt(
  password: Uint8Array<ArrayBuffer>,
  salt: Uint8Array,
  keyBytes: number,
  cost: Cost,
): Promise<Buffer> {
  if (cost.n * cost.r * cost.p > cheapestForThread) return scryptOnThread(password, salt, keyBytes, cost)
  try {
    return scryptSync(password, salt, keyBytes, optionsFor(cost))
  } finally {
    password.fill(0)
  }
}

/**
 * scrypt on a thread of its own, so that the window stays alive meanwhile. Node's own asynchronous scrypt does not do
 * that in Electron: it checks the parameters where it is called, and BoringSSL checks them by doing all of the work.
 * Takes the password over: it is moved to the thread, and of no use to the caller afterwards.
 */
export async function scryptOnThread(
  password: Uint8Array<ArrayBuffer>,
  salt: Uint8Array,
  keyBytes: number,
  cost: Cost,
): Promise<Buffer> {
  const options = optionsFor(cost)
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
