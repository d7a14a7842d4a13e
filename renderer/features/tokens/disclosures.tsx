import { memo } from 'react'
import type { Disclosure, InspectedToken } from '@contract/jwt'
import row from '../../text/claim-row.module.css'
import { MemberRow, MemberValue } from '../../text/member-row.tsx'
import { numbered } from '../../text/numbered.ts'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import type { Tone } from '../../ui/tone.ts'
import css from './claims.module.css'

interface Face {
  readonly word: string
  readonly tone: Tone
  readonly meaning: string
}

const faces = {
  fits: { word: 'fits', tone: 'ok', meaning: 'Its digest stands in the signed part.' },
  stranger: {
    word: 'does not fit',
    tone: 'bad',
    meaning: 'No digest in the signed part is its own: it must not be believed.',
  },
  unreadable: { word: 'unreadable', tone: 'bad', meaning: 'It is no disclosure: the whole token must be refused.' },
  repeated: {
    word: 'repeated',
    tone: 'bad',
    meaning: 'Its digest or its name stands there twice: the whole token must be refused.',
  },
} as const satisfies Record<Disclosure['state'], Face>

const nameOf = ({ name, path }: Disclosure) => name ?? (path === null ? 'list element' : `${path}[…]`)

/** What an SD-JWT discloses beside its signed claims, and whether each of it belongs to it (RFC 9901 §7.1). */
export const Disclosures = memo(function Disclosures({ disclosures }: Pick<InspectedToken, 'disclosures'>) {
  if (disclosures.length === 0) return null
  return (
    <section role="group" aria-label="Disclosures">
      <SectionHeading>Disclosures</SectionHeading>
      <p className={css['unreadable']}>
        {countOf(disclosures.length, 'claim')} that the holder chose to show (RFC 9901); a hidden one leaves only a
        digest.
      </p>
      <dl className={row['list']} data-selectable>
        {numbered(disclosures, nameOf).map(({ item, key, ...places }) => {
          const { word, tone, meaning } = faces[item.state]
          return (
            <MemberRow key={key} name={nameOf(item)} numbered={item.name === null ? one : places} focus={null}>
              <MemberValue json={item.json} name={nameOf(item)} />
              <small className={row['meaning']}>
                <Chip tone={tone}>{word}</Chip> {meaning}
                {item.path !== null && item.path !== '' && item.name !== null && (
                  <>
                    {' '}
                    It belongs into <code>{visibleText(item.path)}</code>.
                  </>
                )}
              </small>
            </MemberRow>
          )
        })}
      </dl>
    </section>
  )
})

// Elements of one list have no names that could be the same.
const one = { place: 1, count: 1 } as const
