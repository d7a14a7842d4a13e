import { memo } from 'react'
import type { InspectedToken } from '@contract/jwt'
import { FoldedText } from '../../text/folded-text.tsx'
import row from '../../text/claim-row.module.css'
import { MemberRow } from '../../text/member-row.tsx'
import { numbered } from '../../text/numbered.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { SectionHeading } from '../../ui/section-heading.tsx'

/** What can be read of a token that is no JWT: the version of a PASETO, the caveats of a macaroon. */
export const TokenFacts = memo(function TokenFacts({ facts }: Pick<InspectedToken, 'facts'>) {
  if (facts.length === 0) return null
  return (
    <section role="group" aria-label="What can be read of it">
      <SectionHeading>What can be read of it</SectionHeading>
      <dl className={row['list']} data-selectable>
        {numbered(facts, ({ name }) => name).map(({ item: { name, text }, key }) => (
          // A macaroon has many caveats, each as good as the other: their count says nothing.
          <MemberRow key={key} name={name} numbered={{ place: 1, count: 1 }} focus={null}>
            <span className={row['value']}>
              <FoldedText text={visibleText(text)} name={visibleText(name)} />
            </span>
          </MemberRow>
        ))}
      </dl>
    </section>
  )
})
