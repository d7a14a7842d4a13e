import { writeStoredTokens } from '../../../electron/domain/tokens/stored-tokens.ts'
import type { Failed } from '../command-loop.ts'
import { filesThatHold } from '../find-in-files.ts'
import { fingerprint } from '../ledger.ts'
import { isStopped, type ObedientProgram, startProgram } from '../obedient-program.ts'
import type { RotatingServer } from '../rotating-server.ts'
import type { Tally } from '../tally.ts'
import type { HeldTokens } from '../token-report.ts'

/** Tokens of a sign-in that was only just made, as a command for the program that is to hold them. */
export async function freshSignIn({ signIn }: Pick<RotatingServer, 'signIn'>) {
  const tokens = await signIn()
  return {
    command: { do: 'accept', record: writeStoredTokens({ tokens, ended: null }).reveal() },
    refreshToken: fingerprint(tokens.refreshToken?.reveal() ?? ''),
  }
}

/** A program that holds tokens of a rotating server and is killed; and a judge of what each next start finds. */
export async function aKilledHolder({
  folder,
  program: file,
  server,
}: {
  folder: string
  program: string
  server: RotatingServer
}) {
  const { ledger, issuer } = server
  let program: ObedientProgram = startProgram(file, [folder, issuer])
  /** The newest refresh token that the program said it holds. */
  let acknowledged = ''

  async function signIn(): Promise<void> {
    const { command, refreshToken } = await freshSignIn(server)
    await program.tell(command)
    acknowledged = refreshToken
  }
  await signIn()

  /** Settles what the kill left, and tells whether what came of it is right. */
  async function settle(found: HeldTokens, lost: (what: string) => void): Promise<'goes on' | 'answer lost'> {
    const held = found.refreshToken ?? ''
    const wasSpent = ledger.of(held)?.next !== null
    await program.tell({ do: 'settle' })
    const after = await program.tell<HeldTokens>({ do: 'look' })
    const reuses = ledger.of(held)?.reuses ?? 0
    if (!wasSpent) {
      if (after.session !== 'active') lost(`a good refresh token was held, and the session is ${after.session}`)
      if (reuses > 0) lost('a refresh token was shown again after it was spent')
      acknowledged = after.refreshToken ?? acknowledged
      return 'goes on'
    }
    if (after.session !== 'sign-in-again' || after.reason !== 'answer-lost') {
      lost(`the answer was lost, and the session is ${after.session} (${after.reason ?? 'no reason'})`)
    }
    if (reuses > 1) lost(`a spent refresh token was shown ${reuses} times`)
    await signIn()
    return 'answer lost'
  }

  return {
    program: () => program,
    signIn,
    /** A refresh. True: it was acknowledged. */
    async refresh(tally: Tally): Promise<boolean> {
      const answer = await program.ask<HeldTokens | Failed>({ do: 'refresh' })
      if (isStopped(answer) || answer.reply === undefined) return false
      const { reply } = answer
      if ('failed' in reply) {
        tally.lost(`a refresh without any fault failed with ${reply.failed}`, 'the refresh after a kill')
        await signIn()
      } else acknowledged = reply.refreshToken ?? ''
      return true
    },
    /** Starts the program anew, and looks at nothing yet. */
    restart: async (): Promise<void> => void (program = startProgram(file, [folder, issuer])),
    /** Starts the program anew and looks at what it finds. */
    async judge(tally: Tally, repeat: string): Promise<'goes on' | 'answer lost' | 'unknown'> {
      const lost = (what: string): void => tally.lost(what, repeat)
      const inPlain = filesThatHold(folder, ledger.tokensOfFamily(acknowledged))
      if (inPlain.length > 0) lost(`tokens in plain text in ${inPlain.join(', ')}`)
      program = startProgram(file, [folder, issuer])
      const found = await program.tell<HeldTokens>({ do: 'look' })
      if (found.vault !== 'open' || found.unreadable > 0)
        lost(`the vault is ${found.vault}, ${found.unreadable} unreadable`)
      if (found.refreshToken === null) {
        lost(`no refresh token is kept, and the session is ${found.session}`)
        await signIn()
        return 'unknown'
      }
      if (!ledger.isSinceOrAt(found.refreshToken, acknowledged))
        lost('an older refresh token is kept than was acknowledged')
      return settle(found, lost)
    },
    end: () => program.end(),
  }
}
export type KilledHolder = Awaited<ReturnType<typeof aKilledHolder>>
