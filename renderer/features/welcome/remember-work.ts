import type { Exchange } from '@contract/exchanges'
import type { ChannelName } from '@contract/names'
import type { BridgeClient } from '../../bridge/bridge-client.ts'
import { noteExchange } from './remembered-work.ts'

const isExchange = (channel: ChannelName, response: unknown): response is Exchange =>
  channel === 'requests.send' && response !== null

/** The same bridge, but the start page hears of every exchange: it is not mounted while requests are sent. */
export function rememberWork(bridge: BridgeClient, storage: Storage): BridgeClient {
  return {
    on: bridge.on,
    async ask(channel, request) {
      const response = await bridge.ask(channel, request)
      if (isExchange(channel, response)) noteExchange(storage, response)
      return response
    },
  }
}
