import type { ExchangeId } from '@contract/ids'

/** The window names an exchange before it is sent, so that it can be cancelled before the first answer. */
export const newExchangeId = (): ExchangeId =>
  // randomUUID gives what the brand promises.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- see the line above
  crypto.randomUUID() as string as ExchangeId
