import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { RequestOf, ResponseOf } from '../../electron/contract/channels.ts'
import type { Failure } from '../../electron/contract/failures.ts'
import type { ChannelName } from '../../electron/contract/names.ts'
import { createBridgeClient } from '../../renderer/bridge/bridge-client.ts'
import { BridgeProvider } from '../../renderer/bridge/bridge-context.tsx'
import { createQueryClient } from '../../renderer/bridge/query-client.ts'
import { useRefreshOnEvents } from '../../renderer/bridge/use-refresh-on-events.ts'
import { createFakeBridge, FakeFailure, type FakeBridge } from './fake-bridge.ts'

type Answer<C extends ChannelName> = (request: RequestOf<C>) => ResponseOf<C> | Promise<ResponseOf<C>>
/** What main says on some channels, where that is not what the fake bridge says by itself. */
export type Answers = { [C in ChannelName]?: Answer<C> }

/** An answer that is a failure. */
export const refusing = (failure: Failure) => (): never => {
  throw new FakeFailure(failure)
}

/** An answer that comes when the test says so. */
export function pending<Value>() {
  const waiting: ((value: Value) => void)[] = []
  return {
    answer: () => new Promise<Value>((resolve) => waiting.push(resolve)),
    settle: (value: Value) => {
      for (const resolve of waiting.splice(0)) resolve(value)
    },
  }
}

/** What was asked on one channel, oldest first. */
export const askedOn = (main: FakeBridge, channel: ChannelName): readonly unknown[] =>
  main.calls.filter((each) => each.channel === channel).map(({ request }) => request)

function EventListeners({ children }: { readonly children: React.ReactNode }) {
  useRefreshOnEvents()
  return children
}

/**
 * Shows a part of the window over a fake main, with everything around it that the shell gives. A test may put another
 * function into `answers` later, for a channel that was in it from the start.
 */
export function stage(part: React.ReactElement, answers: Answers = {}, now?: Date) {
  const late = Object.fromEntries(
    Object.keys(answers).map((channel) => [channel, (request: never) => Reflect.get(answers, channel)(request)]),
  )
  const main = createFakeBridge(late, now)
  const client = createBridgeClient(main)
  const view = render(part, {
    wrapper: ({ children }) => (
      <BridgeProvider value={client}>
        <QueryClientProvider client={createQueryClient()}>
          {/* 'test' takes the transitions out: what opens is there at once. */}
          <MantineProvider env="test">
            <EventListeners>{children}</EventListeners>
          </MantineProvider>
        </QueryClientProvider>
      </BridgeProvider>
    ),
  })
  return { main, view, answers }
}
