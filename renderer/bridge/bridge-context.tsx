import { createContext, useContext } from 'react'
import type { BridgeClient } from './bridge-client.ts'

const BridgeContext = createContext<BridgeClient | null>(null)
export const BridgeProvider = BridgeContext.Provider

/** The way to the main process; a component outside the provider is a bug. */
export function useBridge(): BridgeClient {
  const bridge = useContext(BridgeContext)
  if (bridge === null) throw new Error('useBridge needs a BridgeProvider above it')
  return bridge
}
