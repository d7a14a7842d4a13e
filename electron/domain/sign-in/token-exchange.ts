import type { ExchangedTokenType, Grant } from '../../contract/oauth.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { Asked, TokenRequest, TradedToken } from './provider.ts'

type TokenExchange = Extract<Grant, { type: 'token_exchange' }>
export type Traded = TokenExchange['subject']

/** RFC 8693 §3 */
const typeUri = (type: ExchangedTokenType): string => `urn:ietf:params:oauth:token-type:${type}`

const typeOf: Record<Traded['which'], ExchangedTokenType> = {
  access: 'access_token',
  refresh: 'refresh_token',
  id: 'id_token',
}

export const tradedTokenType = (which: Traded['which']): string => typeUri(typeOf[which])

/** Token exchange (RFC 8693 §2.1): tokens of other profiles for one of this client's. `trade` gets those. */
export async function tokenExchangeRequest(
  { subject, actor, requestedType, audience }: TokenExchange,
  asked: Asked,
  { trade, variables }: { trade: (traded: Traded) => Promise<TradedToken>; variables: Variables },
): Promise<TokenRequest> {
  return {
    ...asked,
    grant: 'token_exchange',
    subject: await trade(subject),
    actor: actor === null ? null : await trade(actor),
    requestedType: requestedType === null ? null : typeUri(requestedType),
    audience: audience === null ? null : fillTemplateOrThrow(audience, variables),
  }
}
