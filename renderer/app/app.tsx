import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BridgeClient } from '../bridge/bridge-client.ts'
import { BridgeProvider } from '../bridge/bridge-context.tsx'
import { queryKeys } from '../bridge/query-keys.ts'
import { WorkbenchProvider, type WorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { LockCover } from './lock-cover.tsx'
import { Shell } from './shell.tsx'
import { Themed } from './themed.tsx'

export interface AppParts {
  readonly bridge: BridgeClient
  readonly queries: QueryClient
  readonly workbench: WorkbenchStore
}

/** The whole window over what it stands on; main.tsx passes the real parts, a test its own. */
export function App({ bridge, queries, workbench }: AppParts) {
  const [beginnings, setBeginnings] = useState(0)
  // For whoever gave the vault up to get past its lock: drafts come back from their file, the rest of the work does not.
  const beginAnew = () => {
    workbench.setState({ sends: {} })
    // All but the settings: the look stays.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.settings[0] })
    setBeginnings(beginnings + 1)
  }
  return (
    <BridgeProvider value={bridge}>
      <QueryClientProvider client={queries}>
        <WorkbenchProvider value={workbench}>
          <Themed>
            <ErrorBoundary part="The window">
              <LockCover onGivenUp={beginAnew} />
              <Shell key={beginnings} />
            </ErrorBoundary>
          </Themed>
        </WorkbenchProvider>
      </QueryClientProvider>
    </BridgeProvider>
  )
}
