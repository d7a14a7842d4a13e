import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { Chip } from '../../../ui/chip.tsx'
import { ChosenToken } from './chosen-token.tsx'
import { looseSubject } from './desk-place.ts'
import css from './edit-view.module.css'
import type { EditParts } from './desk-outlets.ts'
import { SendWith } from './send-with.tsx'
import { listedTitle } from '../../../text/loose-title.ts'

interface ForgedTokenProps extends Omit<EditParts, 'subject'> {
  readonly made: LooseToken
  readonly original: TokenSubject
}

/** What was made, and what it is made for. */
export function ForgedToken({ made, original, profiles, outlets, inside }: ForgedTokenProps) {
  const subject = looseSubject(made.id)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    heading.current?.scrollIntoView({ block: 'start' })
  }, [])
  return (
    <section className={css['made']} aria-label="The token that was made">
      <h3 ref={heading} tabIndex={-1} className={css['madeTitle']}>
        Made: {listedTitle(made)} <Chip tone="warn">synthetic</Chip>
      </h3>
      <p className={css['aside']}>
        Nobody issued it. It is held in memory for tests, and never becomes a profile’s token.
      </p>
      <div className={css['deeds']}>
        <SendWith token={made} outlets={outlets} />
        <Button onClick={() => inside.onCompare(original, subject)}>Compare with the original</Button>
      </div>
      <ChosenToken subject={subject} claim={null} profiles={profiles} outlets={inside} />
    </section>
  )
}
