import { createHash } from 'node:crypto'
import { pick } from '../../support/seeded-random.ts'
import { type Damage, recordCount, type SmallVault } from './small-vault.ts'

type Bytes = Uint8Array

function flipped(bytes: Bytes, at: number, mask: number): Bytes {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ mask
  return changed
}

function zeroed(bytes: Bytes, from: number, length: number): Bytes {
  const changed = Buffer.from(bytes)
  changed.fill(0, from, Math.min(from + length, changed.length))
  return changed
}

const vaultAt = '{"sha256":"","vault":'.length + 64

/** The same change under a checksum that fits, as somebody without the key would forge it. */
function forged(bytes: Bytes, change: (vault: Bytes) => Bytes): Bytes {
  const vault = change(Buffer.from(bytes).subarray(vaultAt, -2))
  const digest = createHash('sha256').update(vault).digest('hex')
  return Buffer.concat([Buffer.from(`{"sha256":"${digest}","vault":`), vault, Buffer.from('}\n')])
}

/** The sealed parts of two records change their places. */
function swapped(bytes: Bytes, first: number, second: number): Bytes {
  return forged(bytes, (vault) => {
    const text = Buffer.from(vault).toString('latin1')
    const sealed = [...text.matchAll(/"id":"profile \d+","nonce":"([^"]+)","sealed":"([^"]+)"/g)]
    const [one, other] = [sealed[first], sealed[second]]
    if (one === undefined || other === undefined) throw new Error('there are no such records')
    const partsOf = ([, nonce = '', ciphertext = '']: RegExpExecArray): string =>
      `"nonce":"${nonce}","sealed":"${ciphertext}"`
    const [mine, theirs] = [partsOf(one), partsOf(other)]
    return Buffer.from(text.replace(mine, '?').replace(theirs, mine).replace('?', theirs), 'latin1')
  })
}

/** Every byte changed, every cut, zeroes, forgeries, exchanges; each alone and beside a sound predecessor. */
export function* everyDamage({ bytes, seen }: SmallVault, step: number): Generator<Damage> {
  for (const hasPredecessor of [false, true]) {
    const beside = hasPredecessor ? ', with a sound predecessor' : ''
    // Alone every byte is tried in both forms; beside a predecessor the short form leaves some out.
    const stride = hasPredecessor ? step : 1
    for (let at = 0; at < bytes.length; at += stride) {
      const mask = 1 << (at % 8)
      const repeat = `byte ${at} ^ ${mask}${beside}`
      yield { label: 'a changed byte', repeat, main: flipped(bytes, at, mask), hasPredecessor }
      yield { label: 'a cut', repeat: `cut after ${at} bytes${beside}`, main: bytes.slice(0, at), hasPredecessor }
    }
    for (let at = 0; at < bytes.length; at += 64 * stride) {
      const repeat = `64 zeroes at ${at}${beside}`
      yield { label: 'zeroes', repeat, main: zeroed(bytes, at, 64), hasPredecessor }
    }
    yield { label: 'zeroes', repeat: `all zeroes${beside}`, main: zeroed(bytes, 0, bytes.length), hasPredecessor }
  }
  for (let at = 0; at < bytes.length - vaultAt - 2; at += step) {
    const main = forged(bytes, (vault) => flipped(vault, at, 1 << (at % 7)))
    yield {
      label: 'a forged byte',
      repeat: `byte ${at} of the vault ^ ${1 << (at % 7)}, resealed`,
      main,
      hasPredecessor: false,
    }
  }
  for (let first = 0; first < recordCount; first += 1) {
    for (let second = first + 1; second < recordCount; second += 1) {
      const repeat = `the records ${first} and ${second} exchanged`
      yield { label: 'exchanged records', repeat, main: swapped(bytes, first, second), hasPredecessor: false }
    }
  }
  for (let at = 0; at < seen.length; at += 1) {
    const repeat = `byte ${at} of what was last seen ^ 1`
    yield {
      label: 'a changed note of what was seen',
      repeat,
      main: bytes,
      seen: flipped(seen, at, 1),
      hasPredecessor: true,
    }
  }
}

/** Damage of any kind, several at once. */
export function* randomDamage({ bytes }: SmallVault, count: number, random: () => number): Generator<Damage> {
  const anywhere = (): number => Math.floor(random() * bytes.length)
  const damages: readonly ((from: Bytes) => Bytes)[] = [
    (from) => flipped(from, anywhere(), 1 + Math.floor(random() * 255)),
    (from) => from.slice(0, anywhere()),
    (from) => from.slice(anywhere()),
    (from) => zeroed(from, anywhere(), Math.floor(random() * 600)),
    (from) => Buffer.concat([from, from.slice(anywhere())]),
    (from) => {
      const at = anywhere()
      return Buffer.concat([from.slice(0, at), from.slice(at + Math.floor(random() * 40))])
    },
    (from) => forged(from, (vault) => flipped(vault, anywhere(), 1 + Math.floor(random() * 127))),
  ]
  for (let index = 0; index < count; index += 1) {
    let main = bytes
    for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) main = pick(random, damages)(main)
    yield { label: 'random damage', repeat: `the random damage ${index}`, main, hasPredecessor: random() < 0.5 }
  }
}
