import type { Exchange } from '../../contract/exchanges.ts'
import type { ExchangeId } from '../../contract/ids.ts'
import type { RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { previewRequest } from './preview-request.ts'
import { runExchange } from './run-exchange.ts'
import type { RequestSenderParts, SendRequest } from './sending.ts'

/**
 * Sends requests as profiles. `send` resolves with the exchange whatever the API does; it throws, before anything is
 * sent, for a draft that can't be sent (`input.*`), a profile that is gone (`profile.not_found`), and a profile without
 * usable tokens (`session.*`, `vault.*`): a request "as alice" without alice's token would be another request. To see
 * what the API says to a stranger, send as nobody.
 */
export function createRequestSender(parts: RequestSenderParts) {
  const running = new Map<ExchangeId, AbortController>()

  return {
    async send(request: SendRequest): Promise<Exchange> {
      if (running.has(request.exchangeId)) {
        throw new ClaimcheckError('input.invalid', {
          problems: [{ path: 'exchangeId', message: 'This exchange is already under way' }],
        })
      }
      const controller = new AbortController()
      running.set(request.exchangeId, controller)
      try {
        return await runExchange(request, controller.signal, parts)
      } finally {
        running.delete(request.exchangeId)
      }
    },

    /** Closes the request's connection; its `send` then resolves with 'cancelled'. A refresh it waits for goes on. */
    cancel(exchangeId: ExchangeId): void {
      running.get(exchangeId)?.abort()
    },

    /** What `send` would put on the wire, as far as it can be told; never throws for an unfinished draft. */
    preview: async (draft: RequestDraft) => previewRequest(draft, await parts.variables()),

    close(): void {
      for (const controller of running.values()) controller.abort()
      parts.transport.close()
    },
  }
}
export type RequestSender = ReturnType<typeof createRequestSender>
