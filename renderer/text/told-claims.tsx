import type { ToldClaims } from '@contract/told-claims'
import { Chip } from '../ui/chip.tsx'
import { Notice } from '../ui/notice.tsx'
import { ClaimList } from './claim-list.tsx'
import { numbered } from './numbered.ts'
import css from './told-claims.module.css'
import { visibleText } from './visible-characters.ts'

interface ToldClaimsViewProps {
  /** `active`: what RFC 7662 §2.2 calls so; nothing of the kind is said of a person. */
  readonly told: ToldClaims & { readonly active?: boolean }
  readonly now: Date
}

/** What a server said of a person or a token: the answer in a sentence, what is worth a look, and claim by claim. */
export function ToldClaimsView({ told: { active, sentence, warnings, claims }, now }: ToldClaimsViewProps) {
  return (
    <>
      <p className={css['sentence']} role="status" data-selectable>
        {active !== undefined && (
          <>
            <Chip tone={active ? 'ok' : 'bad'}>{active ? 'active' : 'not active'}</Chip>{' '}
          </>
        )}
        {visibleText(sentence)}
      </p>
      {numbered(warnings, (text) => text).map(({ item, key }) => (
        <div key={key} className={css['warning']}>
          <Notice tone="warn" title={visibleText(item)} />
        </div>
      ))}
      <ClaimList claims={claims} now={now} />
    </>
  )
}
