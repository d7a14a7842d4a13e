import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, IconNote } from '@tabler/icons-react'
import { memo } from 'react'
import type { InspectedToken, Severity } from '@contract/jwt'
import { numbered } from '../../text/numbered.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { toneColour, type Tone } from '../../ui/tone.ts'
import css from './token-warnings.module.css'

interface Face {
  readonly word: string
  readonly tone: Tone
  readonly icon: typeof IconNote
}

// The word and the form of the icon say it too: a colour alone is lost on many people.
const faces = {
  high: { word: 'High', tone: 'bad', icon: IconAlertOctagon },
  medium: { word: 'Medium', tone: 'warn', icon: IconAlertTriangle },
  low: { word: 'Low', tone: 'info', icon: IconInfoCircle },
  note: { word: 'Note', tone: 'off', icon: IconNote },
} as const satisfies Record<Severity, Face>

interface TokenWarningsProps {
  readonly token: InspectedToken
  /** Brings the claim or header parameter into view. */
  readonly onShow: (name: string) => void
}

/** What is worth a look: how grave, by which section, and what it lets an attacker do. */
export const TokenWarnings = memo(function TokenWarnings({ token, onShow }: TokenWarningsProps) {
  if (token.warnings.length === 0) return null
  const shown = new Set([...token.claims, ...token.header].map(({ name }) => name))
  return (
    <section role="group" aria-label="Warnings">
      <SectionHeading>Worth a look</SectionHeading>
      <ul className={css['warnings']} data-selectable>
        {numbered(token.warnings, ({ text }) => text).map(
          ({ item: { severity, text, lets, reference, about }, key }) => {
            const { word, tone, icon: Icon } = faces[severity]
            const colour = tone === 'off' ? 'var(--dim)' : toneColour(tone)
            return (
              <li key={key} className={css['warning']} data-severity={severity}>
                <Icon size={16} color={colour} aria-hidden="true" />
                <div className={css['words']}>
                  <p>
                    <strong className={css['severity']} style={{ color: colour }}>
                      {word}
                    </strong>{' '}
                    {visibleText(text)}
                  </p>
                  {lets !== null && <p className={css['lets']}>{visibleText(lets)}</p>}
                  <p className={css['reference']}>
                    {reference}
                    {about !== null && shown.has(about) && (
                      <button type="button" className={css['show']} onClick={() => onShow(about)}>
                        Show <code>{visibleText(about)}</code>
                      </button>
                    )}
                  </p>
                </div>
              </li>
            )
          },
        )}
      </ul>
    </section>
  )
})
