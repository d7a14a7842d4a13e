import { randomBytes } from 'node:crypto'
import type { KeyringJudgement } from '../../electron/domain/vault/judge-keyring.ts'
import type { KeyWrapper } from '../../electron/domain/vault/key-wrapper.ts'
import { keyBytes, seal, unseal } from '../../electron/domain/vault/seal.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'

/** A keyring that really seals, and can be taken away, brought back or exchanged while a test runs. */
export function aKeyring({ name = 'GNOME keyring', key = randomBytes(keyBytes) } = {}) {
  let judgement: KeyringJudgement = 'strong'
  let currentName = name
  let currentKey = key
  let refusals = 0
  let asked = 0
  let lies = false
  let refuses = false
  const wrapper: KeyWrapper = {
    look: async () => ({ name: judgement === 'strong' ? currentName : 'no keyring', judgement }),
    async wrap(secret) {
      if (judgement !== 'strong' || refuses) throw new Error('there is no keyring')
      return Buffer.from(JSON.stringify(seal(currentKey, Buffer.from(secret.reveal()), 'keyring', randomBytes)))
    },
    async unwrap(wrapped) {
      asked += 1
      if (judgement !== 'strong') throw new Error('there is no keyring')
      if (refusals > 0) {
        refusals -= 1
        throw new Error('temporarily unavailable')
      }
      const plain = unseal(currentKey, JSON.parse(Buffer.from(wrapped).toString('utf8')), 'keyring')
      if (plain === null) throw new Error('sealed with another key')
      return new SecretText(lies ? plain.toString('utf8').replace('claimcheck', 'nonsense!!') : plain.toString('utf8'))
    },
  }
  return {
    wrapper,
    /** How often it was asked for a key. */
    asked: () => asked,
    goAway: () => void (judgement = { weak: 'not-available' }),
    comeBack: () => void (judgement = 'strong'),
    forget: () => void (currentKey = randomBytes(keyBytes)),
    weaken: () => void (judgement = { weak: 'published-key' }),
    /** Another keyring is in its place, with another key. */
    changeTo(otherName: string): void {
      currentName = otherName
      currentKey = randomBytes(keyBytes)
    },
    /** Gives no key so many times, and then again. */
    refuse: (times: number) => void (refusals = times),
    startToLie: () => void (lies = true),
    refuseNewKeys: () => void (refuses = true),
  }
}

/** Linux without a keyring. */
export function noKeyring(): KeyWrapper {
  const keyring = aKeyring()
  keyring.goAway()
  return keyring.wrapper
}
