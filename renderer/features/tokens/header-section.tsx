import { memo, useState } from 'react'
import type { InspectedToken } from '@contract/jwt'
import row from '../../text/claim-row.module.css'
import { MemberMeaning, MemberRow, MemberValue, type Focus } from '../../text/member-row.tsx'
import { numbered } from '../../text/numbered.ts'
import { countOf } from '../../text/sizes.ts'
import { FoldedSection } from './folded-section.tsx'

interface HeaderSectionProps extends Pick<InspectedToken, 'header'> {
  readonly focus: Focus | null
}

/** The JOSE header, closed until somebody asks, or is sent to one of its parameters. */
export const HeaderSection = memo(function HeaderSection({ header, focus }: HeaderSectionProps) {
  const focused = focus !== null && header.some(({ name }) => name === focus.name) ? focus : null
  const [isOpen, setOpen] = useState(false)
  const [opened, setOpened] = useState<Focus | null>(null)
  if (focused !== null && opened !== focused) {
    setOpened(focused)
    setOpen(true)
  }
  if (header.length === 0) return null
  return (
    <FoldedSection title="Header" hint={countOf(header.length, 'parameter')} isOpen={isOpen} onToggle={setOpen}>
      <dl className={row['list']} data-selectable>
        {numbered(header, ({ name }) => name).map(({ item: { name, json, meaning, reference }, key, ...places }) => (
          <MemberRow
            key={key}
            name={name}
            numbered={places}
            focus={focused !== null && places.place === 1 && name === focused.name ? focused : null}
          >
            <MemberValue json={json} name={name} />
            <MemberMeaning meaning={meaning} source={reference} />
          </MemberRow>
        ))}
      </dl>
    </FoldedSection>
  )
})
