import { Button } from '@mantine/core'
import type { Diagnosis, Remedy } from '@contract/challenges'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { MarkedText } from './marked-text.tsx'
import css from './why-banner.module.css'

interface WhyBannerProps {
  readonly why: Diagnosis
  /** The name of whom it was sent as, for the buttons. */
  readonly sender: string
  readonly onRemedy: (remedy: Remedy) => void
}

const sure = {
  certain: null,
  likely: 'Likely: the API did not say it in so many words.',
  guess: 'A guess: the API gave little to go by.',
} as const

export function remedyLabel(remedy: Remedy, sender: string): string {
  switch (remedy.do) {
    case 'sign-in':
      return `Sign in as ${sender} and send`
    case 'ask-for-scopes':
      return `Ask for ${remedy.scopes.map(visibleText).join(' ')}`
    case 'refresh-and-resend':
      return 'Refresh and send again'
    case 'send-as':
      return `Send as ${visibleText(remedy.profileName)}`
    case 'edit-profile':
      return `Edit ${sender}`
    case 'choose-profile':
      return 'Choose a profile'
    case 'find-login':
      return 'Find its login'
    case 'inspect':
      return remedy.claim === null ? 'Look at the token' : `Look at “${visibleText(remedy.claim)}”`
  }
}

/** Why the API said no, what shows it, and buttons that do the next thing. */
export function WhyBanner({ why, sender, onRemedy }: WhyBannerProps) {
  const confidence = sure[why.confidence]
  const evidence = why.evidence.join(' ')
  // Most evidence names the section right where it applies; once is enough.
  const reference = why.reference === null || evidence.includes(why.reference) ? null : why.reference
  return (
    <div className={css['place']}>
      <Notice
        tone="warn"
        label="Why the API said no"
        title={<MarkedText text={why.headline} />}
        actions={why.remedies.map((remedy) => (
          <Button
            key={JSON.stringify(remedy)}
            className={css['remedy']}
            title={remedyLabel(remedy, sender)}
            onClick={() => onRemedy(remedy)}
          >
            {remedyLabel(remedy, sender)}
          </Button>
        ))}
      >
        <MarkedText text={evidence} />
        {reference !== null && <span className={css['reference']}> ({reference})</span>}
        {confidence !== null && <span className={css['confidence']}> {confidence}</span>}
      </Notice>
    </div>
  )
}
