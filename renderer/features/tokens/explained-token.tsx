import { Claims } from './claims.tsx'
import { Disclosures } from './disclosures.tsx'
import css from './explained-token.module.css'
import { HeaderSection } from './header-section.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { RefreshTrouble } from './refresh-trouble.tsx'
import { Seal } from './seal.tsx'
import { ServerSection } from './server-section.tsx'
import { SignInEndNotice } from './sign-in-end.tsx'
import { TokenCard } from './token-card.tsx'
import { TokenFacts } from './token-facts.tsx'
import { sessionOf, type TokenPartProps } from './token-outlets.ts'
import { TokenTies } from './token-ties.tsx'
import { TokenWarnings } from './token-warnings.tsx'
import { useFocus } from './use-focus.ts'

export interface ExplainedTokenProps extends TokenPartProps {
  /** A claim or header parameter to bring into view and to mark, or null. */
  readonly focusClaim: string | null
}

/** Everything of one token: whose it is, how long it lives, whether its signature holds, what it claims and what is odd. */
export function ExplainedToken(props: ExplainedTokenProps) {
  // What was opened, typed or asked for one token is not for another.
  return <Explained key={JSON.stringify(props.subject)} {...props} />
}

function Explained({ focusClaim, ...part }: ExplainedTokenProps) {
  const { subject, token, profile, outlets } = part
  const [focus, show] = useFocus(focusClaim)
  const session = sessionOf(part)
  const signIn = profile === null ? null : () => outlets.onSignIn(profile.id)
  return (
    <div className={css['token']}>
      <div className={css['parts']}>
        <div className={css['about']}>
          <TokenCard {...part} />
          {profile !== null && signIn !== null && session?.state === 'active' && (
            <>
              <SignInEndNotice session={session} onSignIn={signIn} />
              <KeptNotice session={session} />
              <RefreshTrouble profile={profile} session={session} onSignIn={signIn} />
            </>
          )}
          <Seal subject={subject} token={token} />
          <TokenWarnings token={token} onShow={show} />
        </div>
        <div className={css['said']}>
          <TokenTies claims={token.claims} />
          <Claims token={token} focus={focus} />
          <TokenFacts facts={token.facts} />
          <Disclosures disclosures={token.disclosures} />
          <ServerSection {...part} />
          <HeaderSection header={token.header} focus={focus} />
        </div>
      </div>
    </div>
  )
}
