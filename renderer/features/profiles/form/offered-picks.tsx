import type { ClientAuthentication } from '@contract/oauth'
import type { Discovered } from '@contract/profiles'
import { visibleText } from '../../../text/visible-characters.ts'
import { authenticationMethods } from './client-authentication-words.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'

interface OfferedPicksProps {
  readonly form: FormProps
  readonly discovered: Discovered
}

const mostScopes = 40

/** Scopes and client authentications of the server: a click takes one, another gives it back. */
export function OfferedPicks({ form, discovered }: OfferedPicksProps) {
  const { oauth } = form.edit
  const set = (change: Partial<typeof oauth>) => form.dispatch({ type: 'part-changed', part: 'oauth', change })
  const offered = authenticationMethods.filter((each) => discovered.clientAuthentications.includes(each))
  const toggle = (scope: string) =>
    set({
      scopes: oauth.scopes.includes(scope) ? oauth.scopes.filter((each) => each !== scope) : [...oauth.scopes, scope],
    })
  const choose = (clientAuthentication: ClientAuthentication) => set({ clientAuthentication })
  return (
    <>
      {discovered.scopes.length > 0 && (
        <div className={css['offers']} role="group" aria-label="Scopes that the server lists">
          <span className={css['offersName']}>Scopes</span>
          {discovered.scopes.slice(0, mostScopes).map((scope) => (
            <button
              key={scope}
              type="button"
              className={css['pick']}
              aria-pressed={oauth.scopes.includes(scope)}
              onClick={() => toggle(scope)}
            >
              {visibleText(scope)}
            </button>
          ))}
        </div>
      )}
      {offered.length > 0 && (
        <div className={css['offers']} role="group" aria-label="Client authentications that the server lists">
          <span className={css['offersName']}>Client</span>
          {offered.map((method) => (
            <button
              key={method}
              type="button"
              className={css['pick']}
              aria-pressed={oauth.clientAuthentication === method}
              onClick={() => choose(method)}
            >
              {method}
            </button>
          ))}
        </div>
      )}
    </>
  )
}
