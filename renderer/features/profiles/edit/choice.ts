import type { GrantType } from '@contract/oauth'
import type { Way, WayKind } from '@contract/ways'

/** How a profile proves who is calling, as a person chooses it: every grant of OAuth is a choice of its own. */
export type Choice = GrantType | Exclude<WayKind, 'oauth'>

const grants: readonly Choice[] = [
  ...(['authorization_code', 'implicit', 'client_credentials', 'device_code'] as const),
  ...(['password', 'jwt_bearer', 'token_exchange', 'refresh_token'] as const),
]

export const isGrant = (choice: Choice): choice is GrantType => grants.includes(choice)

/** The grants in which a browser comes back with an answer. */
export const isInBrowser = (choice: Choice): choice is 'authorization_code' | 'implicit' =>
  choice === 'authorization_code' || choice === 'implicit'

/** Whether there are tokens that are got, kept and renewed; the other kinds send what was entered. */
export const hasTokens = (choice: Choice): boolean =>
  isGrant(choice) || choice === 'custom_login' || choice === 'signed_jwt'

export const choiceOf = (way: Way): Choice => (way.kind === 'oauth' ? way.grant.type : way.kind)
