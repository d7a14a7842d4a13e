import type { Discovered } from '@contract/profiles'
import { visibleText } from '../../text/visible-characters.ts'
import { Notice } from '../../ui/notice.tsx'
import type { ProfileEdit } from './profile-edit.ts'
import css from './profile-form.module.css'
import { findConflicts } from './profile-problems.ts'

const list = (values: readonly string[]) => (values.length === 0 ? 'not said' : values.map(visibleText).join(', '))
const pkceWords = (s256: boolean | null) => (s256 === null ? 'not said' : s256 ? 'S256' : 'without S256')

/** What the server publishes about itself, and what of it does not go with the form. */
export function PublishedSettings({
  edit,
  discovered,
}: {
  readonly edit: ProfileEdit
  readonly discovered: Discovered
}) {
  const remarks = [...discovered.notes, ...findConflicts(edit)]
  const facts: readonly (readonly [string, string])[] = [
    ['Issuer', visibleText(discovered.issuer)],
    ['Sign-in page', visibleText(discovered.authorizationEndpoint ?? 'not said')],
    ['Token endpoint', visibleText(discovered.tokenEndpoint ?? 'not said')],
    ['Keys', visibleText(discovered.jwksUri ?? 'not said')],
    ['Grants', list(discovered.grants)],
    ['PKCE', pkceWords(discovered.pkceS256)],
    ['Client auth.', list(discovered.clientAuthentications)],
    ['Scopes', list(discovered.scopes)],
  ]
  return (
    <div className={css['below']}>
      <Notice tone={remarks.length === 0 ? 'ok' : 'warn'} role="status" title="The server answered">
        {remarks.length > 0 && (
          <ul className={css['remarks']}>
            {remarks.map((remark) => (
              <li key={remark}>{visibleText(remark)}</li>
            ))}
          </ul>
        )}
        <details className={css['published']}>
          <summary>What it publishes</summary>
          <dl className={css['facts']}>
            {facts.map(([name, value]) => (
              <div key={name} className={css['fact']}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      </Notice>
    </div>
  )
}
