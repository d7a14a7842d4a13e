import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import type { BridgeClient } from '../bridge/bridge-client.ts'
import { BridgeProvider } from '../bridge/bridge-context.tsx'
import { WorkbenchProvider, type WorkbenchStore } from '../features/requests/tabs/workbench-store.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Shell } from './shell.tsx'
import { Themed } from './themed.tsx'

export interface AppParts {
  readonly bridge: BridgeClient
  readonly queries: QueryClient
  readonly workbench: WorkbenchStore
}

/** The whole window over what it stands on; main.tsx passes the real parts, a test its own. */
export function App({ bridge, queries, workbench }: AppParts) {
  return (
    <BridgeProvider value={bridge}>
      <QueryClientProvider client={queries}>
        <WorkbenchProvider value={workbench}>
          <Themed>
            <ErrorBoundary part="The window">
              <Shell />
            </ErrorBoundary>
          </Themed>
        </WorkbenchProvider>
      </QueryClientProvider>
    </BridgeProvider>
  )
}
