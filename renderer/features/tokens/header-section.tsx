import type { InspectedToken } from '@contract/jwt'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { readableJson } from './claim-value.ts'
import css from './claims.module.css'

/** The JOSE header, closed until somebody asks. */
export function HeaderSection({ header }: Pick<InspectedToken, 'header'>) {
  if (header.length === 0) return null
  return (
    <details className={css['header']}>
      <summary className={css['summary']}>
        Header <span className={css['count']}>{countOf(header.length, 'parameter')}</span>
      </summary>
      <dl className={css['list']} data-selectable>
        {header.map(({ name, json, meaning }) => (
          <div key={name} className={css['claim']}>
            <dt className={css['name']}>{visibleText(name)}</dt>
            <dd className={css['body']}>
              <span className={css['value']}>{visibleText(readableJson(json))}</span>
              <small className={css['meaning']}>{meaning}</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
