import { describe, expect, test } from 'vitest'
import type { Bridge } from '../../../electron/contract/bridge.ts'
import { buildBridge } from '../../../electron/preload/build-bridge.ts'

function recordingWire() {
  const calls: unknown[] = []
  const wire: Bridge = {
    call: async (channel, request) => {
      calls.push([channel, request])
      return { ok: false, failure: { code: 'vault.locked', details: {} } }
    },
    on: (event) => {
      calls.push(['on', event])
      return () => void calls.push(['off', event])
    },
  }
  return { wire, calls }
}

describe('the bridge on the page', () => {
  test('holds two functions and cannot be changed', () => {
    const bridge = buildBridge(recordingWire().wire)
    expect(Object.keys(bridge).toSorted()).toEqual(['call', 'on'])
    expect(Object.isFrozen(bridge)).toBe(true)
  })

  test('passes on what is in the contract', async () => {
    const { wire, calls } = recordingWire()
    const bridge = buildBridge(wire)
    await bridge.call('profiles.list', {})
    bridge.on('profiles.changed', () => undefined)()
    expect(calls).toEqual([
      ['profiles.list', {}],
      ['on', 'profiles.changed'],
      ['off', 'profiles.changed'],
    ])
  })

  test.each(['ipc-message', 'constructor', 'profiles.list\u0000', ''])('refuses the name %j', (name) => {
    const { wire, calls } = recordingWire()
    const bridge = buildBridge(wire)
    // What a hostile page would do: names that the types forbid.
    expect(() => void Reflect.apply(bridge.call, null, [name, {}])).toThrow(TypeError)
    expect(() => void Reflect.apply(bridge.on, null, [name, () => undefined])).toThrow(TypeError)
    expect(calls).toEqual([])
  })
})
