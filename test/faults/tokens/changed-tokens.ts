import { pick, seededRandom } from '../../support/seeded-random.ts'
import { genuineTokens, judgeTampered } from '../../support/tamper-judge.ts'
import { tamper } from '../../support/tampered-tokens.ts'
import type { FaultKind } from '../fault-kind.ts'

/** Lost here means: a person was told a wrong verdict, waited for one, got none, or a server was asked behind them. */
export const changedTokens: FaultKind = {
  name: 'tokens',
  title: 'Tokens are changed',
  async run({ isShort, seed }, tally) {
    const { tokens, watch } = await genuineTokens()
    tally.note(`${tokens.length} ways to check genuine tokens: algorithms, by an issuer’s, a pasted or a shared key`)
    const random = seededRandom(seed)
    let stillValid = 0
    for (let index = 0; index < (isShort ? 3000 : 100_000); index += 1) {
      const genuine = pick(random, tokens)
      const { label, token } = tamper(genuine.token, random)
      const repeat = `--seed ${seed}, the changed token ${index}: ${genuine.alg}, ${label}`
      try {
        const { wrong, isStillValid } = await judgeTampered(genuine, token)
        tally.fault(label)
        if (isStillValid) stillValid += 1
        if (wrong !== null) tally.lost(wrong, repeat)
      } catch (thrown) {
        tally.lost(`it threw ${thrown instanceof Error ? thrown.message : String(thrown)}`, repeat)
      }
    }
    watch.stop()
    tally.note(`${stillValid} were changed where it makes no difference, and jose calls them valid, too`)
    for (const address of watch.askedFor) tally.lost(`${address} was asked`, `--seed ${seed}`)
    for (const address of watch.connections) tally.lost(`${address} was connected to`, `--seed ${seed}`)
  },
}
