import type { Discovered } from '@contract/profiles'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { findConflicts } from '../edit/find-conflicts.ts'
import type { FormProps } from './form-props.ts'
import { OfferedPicks } from './offered-picks.tsx'
import css from './profile-form.module.css'

const list = (values: readonly string[]) => (values.length === 0 ? 'not said' : values.map(visibleText).join(', '))
const pkceWords = (s256: boolean | null) => (s256 === null ? 'not said' : s256 ? 'S256' : 'without S256')

const offerWords: { readonly [Offer in Discovered['offers'][number]]: string } = {
  device: 'device codes',
  'pushed-request': 'pushed requests (PAR)',
  userinfo: 'user info',
  introspection: 'introspection',
  revocation: 'revocation',
  'end-session': 'sign-out',
  registration: 'registration of clients',
}

interface PublishedSettingsProps {
  readonly form: FormProps
  readonly discovered: Discovered
}

/** What the server publishes about itself, to pick from, and what of it does not go with the form. */
export function PublishedSettings({ form, discovered }: PublishedSettingsProps) {
  const remarks = [...discovered.notes, ...findConflicts(form.edit)]
  const offers = discovered.offers.map((offer) => offerWords[offer])
  const dpop = discovered.dpopAlgorithms
  const facts: readonly (readonly [string, string])[] = [
    ['Issuer', visibleText(discovered.issuer)],
    ['Sign-in page', visibleText(discovered.authorizationEndpoint ?? 'not said')],
    ['Token endpoint', visibleText(discovered.tokenEndpoint ?? 'not said')],
    ['Keys', visibleText(discovered.jwksUri ?? 'not said')],
    ['Grants', list(discovered.grants)],
    ['PKCE', pkceWords(discovered.pkceS256)],
    ['DPoP', dpop.length === 0 ? 'not announced' : list(dpop)],
    ['Client auth.', list(discovered.clientAuthentications)],
  ]
  return (
    <div className={css['below']}>
      <Notice tone={remarks.length === 0 ? 'ok' : 'warn'} role="status" title="The server answered">
        <p>It offers {[...offers, ...(dpop.length > 0 ? ['DPoP'] : [])].join(', ') || 'no further endpoints'}.</p>
        {remarks.length > 0 && (
          <ul className={css['remarks']}>
            {remarks.map((remark) => (
              <li key={remark}>{visibleText(remark)}</li>
            ))}
          </ul>
        )}
        <OfferedPicks form={form} discovered={discovered} />
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
