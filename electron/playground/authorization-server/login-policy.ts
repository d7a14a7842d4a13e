import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { pinAcr } from '../demo-credentials.ts'
import { findPerson } from '../people.ts'

const textOf = ({ oidc }: KoaContextWithOIDC, name: string): string | undefined => {
  const value = oidc.params?.[name]
  return typeof value === 'string' ? value : undefined
}

/** The browser is signed in as one person while `login_hint` (OpenID Connect Core §3.1.2.1) names another. */
const anotherIsHinted = new interactionPolicy.Check(
  'login_hint',
  'another person was asked for',
  'login_required',
  (ctx) => {
    const hinted = findPerson(textOf(ctx, 'login_hint'))
    const signedInAs = ctx.oidc.session?.accountId
    if (hinted === undefined || signedInAs === undefined) return false
    return signedInAs !== hinted.id && ctx.oidc.result?.login === undefined
  },
)

/** `acr_values` names the PIN and the browser's session has not seen it (RFC 9470 §4). */
const pinIsMissing = new interactionPolicy.Check(
  'pin',
  'the PIN was not entered',
  'unmet_authentication_requirements',
  (ctx) => (textOf(ctx, 'acr_values') ?? '').split(' ').includes(pinAcr) && ctx.oidc.acr !== pinAcr,
)

/**
 * oidc-provider's policy, and more reasons to ask: which account (`prompt=select_account`), another person than the one
 * who is signed in (without it bob's profile would get alice's token), and the PIN of a step-up.
 */
export function loginPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy.get('login')?.checks.add(anotherIsHinted)
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)
  policy.add(new interactionPolicy.Prompt({ name: 'pin', requestable: false }, pinIsMissing), 2)
  return policy
}
