import { Button, UnstyledButton } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import type { Diagnosis, Remedy } from '@contract/challenges'
import { failureText } from '../../../text/failure-text.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { ServerAsked } from '../tabs/send-state.ts'
import { MarkedText } from './marked-text.tsx'
import { RemedyButtons } from './remedy-buttons.tsx'
import css from './why-banner.module.css'
import { confidenceWords, whyFace } from './why-words.ts'

interface WhyBannerProps {
  readonly why: Diagnosis
  /** The name of whom it was sent as, for the buttons. */
  readonly sender: string
  readonly serverAsked: ServerAsked
  readonly onRemedy: (remedy: Remedy) => void
  readonly onResend: () => void
}

const shownEvidence = 3

/** Why the API said no, what shows it and how surely, and buttons that do the next thing. */
export function WhyBanner({ why, sender, serverAsked, onRemedy, onResend }: WhyBannerProps) {
  const { ref: place, width: widthPx } = useElementSize<HTMLDivElement>()
  const { label, tone } = whyFace(why)
  const { word, meaning } = confidenceWords[why.confidence]
  // The refusal is no longer held: its server can be asked only about a new one.
  const isGone = serverAsked.state === 'failed' && serverAsked.failure.code === 'exchange.reason_gone'
  const remedies = isGone ? why.remedies.filter((remedy) => remedy.do !== 'ask-server') : why.remedies
  // Most evidence names the section right where it applies; once is enough.
  const isSaid = why.reference === null || why.evidence.some((sentence) => sentence.includes(why.reference ?? ''))
  return (
    <div className={css['place']} ref={place}>
      <Notice
        scrolls
        tone={tone}
        label={label}
        title={
          <>
            <MarkedText text={why.headline} />
            {why.confidence !== 'certain' && (
              <span className={css['doubt']} title={`${word}: ${meaning}`}>
                {word.toLowerCase()}
              </span>
            )}
          </>
        }
        actions={
          <>
            {isGone && <Button onClick={onResend}>Send again</Button>}
            <RemedyButtons
              remedies={remedies}
              widthPx={widthPx}
              sender={sender}
              isAskingServer={serverAsked.state === 'asking'}
              onRemedy={onRemedy}
            />
          </>
        }
      >
        <Evidence key={why.evidence.join('\n')} sentences={why.evidence} />
        <p className={css['confidence']}>
          <span className={css['sure']} data-confidence={why.confidence}>
            {word}
          </span>
          : {meaning}
          {!isSaid && <span className={css['reference']}> {visibleText(why.reference ?? '')}</span>}
        </p>
        <ServerNote asked={serverAsked} />
      </Notice>
    </div>
  )
}

function Evidence({ sentences }: { readonly sentences: readonly string[] }) {
  const [isWhole, setWhole] = useState(false)
  const [only] = sentences
  if (only === undefined) return null
  if (sentences.length === 1) return <MarkedText text={only} />
  // One more line costs no more than the button that would hide it.
  const shown = isWhole || sentences.length <= shownEvidence + 1 ? sentences : sentences.slice(0, shownEvidence)
  const left = sentences.length - shown.length
  return (
    <>
      <ul className={css['evidence']}>
        {shown.map((sentence, place) => (
          // Sentences have an order, and two may be the same.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <li key={place}>
            <MarkedText text={sentence} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <UnstyledButton className={css['more']} onClick={() => setWhole(true)}>
          Show {left} more
        </UnstyledButton>
      )}
    </>
  )
}

/** How asking the token's server went. */
function ServerNote({ asked }: { readonly asked: ServerAsked }) {
  if (asked.state === 'no') return null
  if (asked.state === 'failed') {
    const { title, advice } = failureText(asked.failure)
    return (
      <p className={css['failed']} role="alert">
        The server could not be asked: {title}. {advice}
      </p>
    )
  }
  return (
    <p className={css['asked']} role="status">
      {asked.state === 'asking'
        ? 'Asking the server that gave the token…'
        : 'Told anew, after the token’s server was asked.'}
    </p>
  )
}
