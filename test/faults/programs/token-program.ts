// Holds the tokens of one profile in the folder argv[2], got from the issuer argv[3], and does what its parent says.
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { readStoredTokens } from '../../../electron/domain/tokens/stored-tokens.ts'
import { tokenFingerprint } from '../../../electron/domain/tokens/token-fingerprint.ts'
import { obey } from '../command-loop.ts'
import { fingerprint } from '../ledger.ts'
import { createSteps } from '../steps.ts'
import { aTokenHolder, holderId } from '../token-holder.ts'
import type { HeldTokens } from '../token-report.ts'

const commands = z.discriminatedUnion('do', [
  /** A token record, as the keeper writes it. */
  z.strictObject({ do: z.literal('accept'), record: z.string() }),
  z.strictObject({ do: z.literal('refresh') }),
  /** So many callers at once, each of which wants a token that is fit to be sent. */
  z.strictObject({ do: z.literal('use'), callers: z.number() }),
  z.strictObject({ do: z.literal('advance'), seconds: z.number() }),
  /** What a start does: settles a refresh whose answer a crash swallowed. */
  z.strictObject({ do: z.literal('settle') }),
  z.strictObject({ do: z.literal('look') }),
  z.strictObject({ do: z.literal('arm'), at: z.number() }),
  z.strictObject({ do: z.literal('steps') }),
])

const longestSettlingMs = 10_000

const [, , folder = '', issuer = ''] = process.argv
const steps = createSteps()
const { keeper, vault, clock } = aTokenHolder({ folder, issuer, around: steps.around })

async function look(): Promise<HeldTokens> {
  const { state, ...status } = await vault.status()
  await vault.catchUp()
  const tokens = await keeper.peek(holderId)
  const session = await keeper.session(holderId)
  return {
    vault: state,
    unreadable: 'unreadable' in status ? status.unreadable : 0,
    session: session.state,
    reason: session.state === 'sign-in-again' ? session.reason : null,
    refreshToken: tokens?.refreshToken ? fingerprint(tokens.refreshToken.reveal()) : null,
    accessToken: tokens === null ? null : fingerprint(tokens.accessToken.reveal()),
    refreshing: session.state === 'active' && session.refreshing,
  }
}

/** Whether a refresh is under way, or a use of the refresh token that is stored was noted and never ended. */
async function isUnsettled(): Promise<boolean> {
  const session = await keeper.session(holderId)
  if (session.state === 'active' && session.refreshing) return true
  const refreshToken = (await keeper.peek(holderId))?.refreshToken ?? null
  const notes = await Promise.all((await vault.ids('refresh-intent')).map((id) => vault.read('refresh-intent', id)))
  return refreshToken !== null && notes.some((note) => note?.reveal().includes(tokenFingerprint(refreshToken)) === true)
}

async function settled(): Promise<void> {
  const endMs = performance.now() + longestSettlingMs
  while ((await isUnsettled()) && performance.now() < endMs) await pause(3)
}

obey(
  async (request) => {
    const command = commands.parse(request)
    switch (command.do) {
      case 'accept':
        await keeper.accept(holderId, readStoredTokens(new SecretText(command.record)).tokens, null)
        return look()
      case 'refresh':
        await keeper.refreshNow(holderId)
        return look()
      case 'use': {
        const callers = Array.from({ length: command.callers }, () => keeper.usableTokens(holderId))
        const ended = await Promise.allSettled(callers)
        const got = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value.tokens] : []))
        const different = [...new Set(got.map(({ accessToken }) => fingerprint(accessToken.reveal())))]
        const why = ended.flatMap((each) => (each.status === 'rejected' ? [String(Object(each.reason).code)] : []))
        return { served: got.length, different, why: [...new Set(why)] }
      }
      case 'advance':
        return clock.advance(command.seconds * 1000)
      case 'settle':
        keeper.startBackground()
        return settled()
      case 'look':
        return look()
      case 'arm':
        return steps.arm(command.at)
      case 'steps':
        return steps.seen()
    }
  },
  async () => {
    await keeper.stop()
    await vault.settled()
  },
)
