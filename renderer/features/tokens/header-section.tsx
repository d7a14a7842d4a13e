import type { InspectedToken } from '@contract/jwt'
import row from '../../text/claim-row.module.css'
import { readableJson } from '../../text/claim-value.ts'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import css from './claims.module.css'

/** The JOSE header, closed until somebody asks. */
export function HeaderSection({ header }: Pick<InspectedToken, 'header'>) {
  if (header.length === 0) return null
  return (
    <details className={css['header']}>
      <summary className={css['summary']}>
        Header <span className={css['count']}>{countOf(header.length, 'parameter')}</span>
      </summary>
      <dl className={row['list']} data-selectable>
        {header.map(({ name, json, meaning }) => (
          <div key={name} className={row['claim']}>
            <dt className={row['name']}>{visibleText(name)}</dt>
            <dd className={row['body']}>
              <span className={row['value']}>{visibleText(readableJson(json))}</span>
              <small className={row['meaning']}>{meaning}</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
