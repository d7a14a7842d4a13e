import { seededRandom } from '../../support/seeded-random.ts'
import type { FaultKind } from '../fault-kind.ts'
import { everyDamage, randomDamage } from './damages.ts'
import { aSmallVault, judgeDamage } from './small-vault.ts'

export const damagedVault: FaultKind = {
  name: 'damage',
  title: 'Every byte of a vault is damaged',
  async run({ isShort, seed }, tally) {
    const small = await aSmallVault()
    tally.note(`the vault has ${small.bytes.length} bytes and ${small.secrets.size} records`)
    for (const damage of everyDamage(small, isShort ? 5 : 1)) await judgeDamage(small, damage, tally)
    const count = isShort ? 1000 : 100_000
    for (const damage of randomDamage(small, count, seededRandom(seed))) await judgeDamage(small, damage, tally)
  },
}
