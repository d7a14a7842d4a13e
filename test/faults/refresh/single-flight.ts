import { fingerprint } from '../ledger.ts'
import { aRotatingServer } from '../rotating-server.ts'
import type { FaultKind } from '../fault-kind.ts'
import { aTokenHolder, holderId } from '../token-holder.ts'

const callers = 200
const lifeSeconds = 300

/** All want a token at the instant when it has expired; every fourth was already refused with the old one. */
export const singleFlight: FaultKind = {
  name: 'single-flight',
  title: `${callers} callers meet an expired token`,
  async run({ isShort, folder }, tally) {
    const expiries = isShort ? 20 : 200
    const server = await aRotatingServer()
    const { keeper, clock } = aTokenHolder({ folder, issuer: server.issuer })
    try {
      await keeper.accept(holderId, await server.signIn(), null)
      const before = server.calls()
      for (let expiry = 1; expiry <= expiries; expiry += 1) {
        clock.advance((lifeSeconds + 60) * 1000)
        const old = (await keeper.peek(holderId))?.accessToken
        const ended = await Promise.allSettled(
          Array.from({ length: callers }, async (_, index) =>
            index % 4 === 3 && old !== undefined
              ? keeper.tokensAfterRejection(holderId, old)
              : (await keeper.usableTokens(holderId)).tokens,
          ),
        )
        tally.fault('expiries')
        const lost = (what: string): void => tally.lost(what, `the expiry ${expiry} of ${expiries}, ${callers} callers`)
        const got = ended.flatMap((each) => (each.status === 'fulfilled' && each.value !== null ? [each.value] : []))
        const different = new Set(got.map(({ accessToken }) => fingerprint(accessToken.reveal())))
        if (got.length !== callers) lost(`${callers - got.length} callers got no token`)
        if (different.size !== 1) lost(`the callers got ${different.size} different tokens`)
        if (server.calls() - before !== expiry) lost(`the server was called ${server.calls() - before} times`)
      }
      tally.note(`${callers} callers × ${expiries} expiries: ${server.calls() - before} token calls`)
    } finally {
      await keeper.stop()
      await server.close()
    }
  },
}
