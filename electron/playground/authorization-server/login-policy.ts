import { interactionPolicy } from 'oidc-provider'
import { findPerson } from '../people.ts'

/**
 * oidc-provider's policy, and one more reason to ask who is there: the browser is signed in as one person while
 * `login_hint` (OpenID Connect Core §3.1.2.1) names another. Without it bob's profile would get alice's token.
 */
export function loginPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('login_hint', 'another person was asked for', 'login_required', ({ oidc }) => {
      const hinted = findPerson(typeof oidc.params?.['login_hint'] === 'string' ? oidc.params['login_hint'] : undefined)
      const signedInAs = oidc.session?.accountId
      return (
        hinted !== undefined && signedInAs !== undefined && signedInAs !== hinted.id && oidc.result?.login === undefined
      )
    }),
  )
  return policy
}
