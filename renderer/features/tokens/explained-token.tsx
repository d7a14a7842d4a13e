import { Claims } from './claims.tsx'
import css from './explained-token.module.css'
import { HeaderSection } from './header-section.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { RefreshTrouble } from './refresh-trouble.tsx'
import { Seal } from './seal.tsx'
import { SignInEndNotice } from './sign-in-end.tsx'
import { TokenCard } from './token-card.tsx'
import { sessionOf, type TokenPartProps } from './token-outlets.ts'
import { TokenTies } from './token-ties.tsx'
import { TokenWarnings } from './token-warnings.tsx'

export interface ExplainedTokenProps extends TokenPartProps {
  /** A claim to bring into view and to mark, or null. */
  readonly focusClaim: string | null
}

/** Everything of one token: whose it is, how long it lives, whether its signature holds, what it claims and what is odd. */
export function ExplainedToken({ focusClaim, ...part }: ExplainedTokenProps) {
  const { subject, token, profile, outlets } = part
  const session = sessionOf(part)
  return (
    <div className={css['token']}>
      <TokenCard {...part} />
      {profile !== null && session?.state === 'active' && (
        <>
          <SignInEndNotice session={session} onSignIn={() => outlets.onSignIn(profile.id)} />
          <KeptNotice session={session} />
          <RefreshTrouble profile={profile} session={session} onSignIn={() => outlets.onSignIn(profile.id)} />
        </>
      )}
      <Seal subject={subject} token={token} />
      <TokenWarnings warnings={token.warnings} />
      <TokenTies claims={token.claims} />
      <Claims token={token} focusClaim={focusClaim} />
      <HeaderSection header={token.header} />
    </div>
  )
}
