import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { useAsk } from '../../../bridge/use-ask.ts'
import { DismissibleFailure } from '../../../text/dismissible-failure.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { ChosenToken } from './chosen-token.tsx'
import { looseSubject } from './desk-place.ts'
import css from './edit-view.module.css'
import type { EditViewProps } from './edit-view.tsx'
import { SendWith } from './send-with.tsx'
import { looseTitle } from './subject-words.ts'

interface ForgedTokenProps extends Omit<EditViewProps, 'subject'> {
  readonly made: LooseToken
  readonly original: TokenSubject
}

/** What was made, and what it is made for. */
export function ForgedToken({ made, original, profiles, outlets, inside }: ForgedTokenProps) {
  const subject = looseSubject(made.id)
  const copy = useAsk('tokens.copy')
  const [clearsAfterSeconds, setClearsAfterSeconds] = useState<number | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    heading.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section className={css['made']} aria-label="The token that was made">
      <h3 ref={heading} tabIndex={-1} className={css['madeTitle']}>
        Made: {looseTitle(made)} <Chip tone="warn">synthetic</Chip>
      </h3>
      <p className={css['aside']}>
        Nobody issued it. It is held in memory for tests, and never becomes a profile’s token.
      </p>
      <div className={css['deeds']}>
        <SendWith token={made} outlets={outlets} />
        <Button
          loading={copy.isRunning}
          onClick={() => copy.run({ subject }, (copied) => setClearsAfterSeconds(copied.clearsAfterSeconds))}
        >
          Copy the synthetic token
        </Button>
        <Button onClick={() => inside.onCompare(original, subject)}>Compare with the original</Button>
      </div>
      <p className={css['aside']} role="status">
        {clearsAfterSeconds !== null &&
          `Copied. The clipboard is cleared in ${clearsAfterSeconds} s unless you copy something else.`}
      </p>
      {copy.failure !== null && <DismissibleFailure failure={copy.failure} onDismiss={copy.dismiss} />}
      <ChosenToken subject={subject} claim={null} profiles={profiles} outlets={inside} />
    </section>
  )
}
