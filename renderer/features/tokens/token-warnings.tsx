import { IconAlertTriangle } from '@tabler/icons-react'
import type { InspectedToken } from '@contract/jwt'
import { visibleText } from '../../text/visible-characters.ts'
import { SectionHeading } from '../../ui/section-heading.tsx'
import css from './inspector.module.css'

/** What is worth a look, each with the section that says so. */
export function TokenWarnings({ warnings }: Pick<InspectedToken, 'warnings'>) {
  if (warnings.length === 0) return null
  return (
    <section aria-label="Warnings">
      <SectionHeading>Worth a look</SectionHeading>
      <ul className={css['warnings']} data-selectable>
        {warnings.map(({ text, reference }) => (
          <li key={text} className={css['warning']}>
            <IconAlertTriangle size={15} aria-hidden="true" />
            <p>
              {visibleText(text)} <span className={css['reference']}>{reference}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
