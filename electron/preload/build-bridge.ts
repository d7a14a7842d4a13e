import type { Bridge } from '../contract/bridge.ts'
import { channelNames, eventNames } from '../contract/names.ts'

function assertListed(list: readonly string[], name: string): void {
  if (!list.includes(name)) throw new TypeError(`not in the contract: ${String(name).slice(0, 60)}`)
}

/** The page holds two functions and two closed lists; it never holds `ipcRenderer`. */
export function buildBridge(wire: Bridge): Bridge {
  return Object.freeze<Bridge>({
    call: (channel, request) => {
      assertListed(channelNames, channel)
      return wire.call(channel, request)
    },
    on: (event, listener) => {
      assertListed(eventNames, event)
      return wire.on(event, listener)
    },
  })
}
