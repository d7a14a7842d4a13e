import { cleanup, configure, render } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { onTestFinished, vi } from 'vitest'
import { App } from '../../renderer/app/app.tsx'
import { createBridgeClient } from '../../renderer/bridge/bridge-client.ts'
import { createQueryClient } from '../../renderer/bridge/query-client.ts'
import { createWorkbenchStore, type WorkbenchStore } from '../../renderer/features/requests/tabs/workbench-store.tsx'
import type { FakeBridge } from './fake-bridge.ts'

// The first window of a file waits for its parts to be compiled, on a machine that may have other things to do.
// And a query that looks again and again would print the whole of it each time that it finds nothing.
configure({ asyncUtilTimeout: 8000, getElementError: (message) => new Error(message ?? 'not found') })
vi.setConfig({ testTimeout: 30_000 })

export interface OpenWindow {
  readonly user: UserEvent
  readonly workbench: WorkbenchStore
  /** Every request that was made on a channel, oldest first. */
  readonly asked: (channel: string) => unknown[]
}

/** The whole window over a main process in memory; closed when the test is over. */
export function openWindow(fake: FakeBridge): OpenWindow {
  const workbench = createWorkbenchStore()
  const queries = createQueryClient()
  render(<App bridge={createBridgeClient(fake)} queries={queries} workbench={workbench} />)
  onTestFinished(() => {
    cleanup()
    queries.clear()
  })
  return {
    user: userEvent.setup(),
    workbench,
    asked: (channel) => fake.calls.filter((call) => call.channel === channel).map(({ request }) => request),
  }
}
