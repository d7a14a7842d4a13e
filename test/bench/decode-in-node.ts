import { decodeJwt, decodeProtectedHeader } from 'jose'
import { median } from './statistics.ts'
import { tokenOf4kB } from './token-of-4-kb.ts'

const warmUps = 50
const n = 300

/** Milliseconds that jose takes to decode such a token in plain Node: what nobody can do without. */
export async function decodeInNode(): Promise<number> {
  const measured: number[] = []
  for (let round = 0; round < warmUps + n; round += 1) {
    const token = await tokenOf4kB(`person-${round}`)
    const beganMs = performance.now()
    decodeProtectedHeader(token)
    decodeJwt(token)
    if (round >= warmUps) measured.push(performance.now() - beganMs)
  }
  return median(measured)
}
