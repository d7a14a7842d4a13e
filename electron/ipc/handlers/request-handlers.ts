import type { ExchangeId, ProfileId } from '../../contract/ids.ts'
import type { ReasonTeller } from '../../domain/challenges/reason-teller.ts'
import type { RequestSender } from '../../domain/requests/send-request.ts'
import type { HandlersOf } from '../router.ts'

/** Bodies stay in main; the window reads slices of them. */
export interface Bodies {
  readonly read: (id: ExchangeId, offset: number, length: number) => Promise<{ bytes: Uint8Array; totalBytes: number }>
  readonly copyTo: (id: ExchangeId, path: string) => Promise<void>
}

interface RequestParts {
  readonly sender: RequestSender
  readonly reasons: ReasonTeller
  readonly bodies: Bodies
  readonly askWhereToSave: () => Promise<string | null>
  /** Starts the playground first where the request or the profile needs it. */
  readonly readVariables: () => Promise<unknown>
  readonly ready: (id: ProfileId | null, url: string) => Promise<void>
}

export const requestHandlers = ({
  sender,
  reasons,
  bodies,
  askWhereToSave,
  readVariables,
  ready,
}: RequestParts): HandlersOf<'requests'> & HandlersOf<'exchanges'> => ({
  'requests.send': async (request) => {
    await ready(request.profileId, request.draft.url)
    return sender.send(request)
  },
  'requests.cancel': ({ exchangeId }) => {
    sender.cancel(exchangeId)
    return {}
  },
  'requests.preview': async ({ draft }) => {
    await readVariables()
    return sender.preview(draft)
  },
  'exchanges.askServer': ({ exchangeId }) => reasons.askServer(exchangeId),
  'exchanges.readBody': ({ exchangeId, offset, length }) => bodies.read(exchangeId, offset, length),
  'exchanges.saveBody': async ({ exchangeId }) => {
    const path = await askWhereToSave()
    if (path === null) return { saved: false }
    await bodies.copyTo(exchangeId, path)
    return { saved: true }
  },
})
