import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { bodySliceLimitBytes } from '@contract/exchanges'
import type { ExchangeId } from '@contract/ids'
import type { BridgeClient } from '../../../bridge/bridge-client.ts'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'

// The contract's own number, held to it by its type: importing the value would bring zod along.
const sliceBytes: typeof bodySliceLimitBytes = 262_144

export interface LoadedBody {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly totalBytes: number
}

/** Reads on from `have` until `upToBytes` or the end, slice by slice. */
export async function readBody(
  ask: BridgeClient['ask'],
  exchangeId: ExchangeId,
  have: Uint8Array,
  upToBytes: number,
): Promise<LoadedBody> {
  const slices: Uint8Array[] = [have]
  let offset = have.byteLength
  let totalBytes = Infinity
  while (offset < Math.min(upToBytes, totalBytes)) {
    const length = Math.min(sliceBytes, upToBytes - offset)
    // One after the other: each slice says how long the whole is.
    // eslint-disable-next-line no-await-in-loop -- see the line above
    const slice = await ask('exchanges.readBody', { exchangeId, offset, length })
    totalBytes = slice.totalBytes
    if (slice.bytes.byteLength === 0) break
    slices.push(slice.bytes)
    offset += slice.bytes.byteLength
  }
  const bytes = new Uint8Array(offset)
  let at = 0
  for (const slice of slices) {
    bytes.set(slice, at)
    at += slice.byteLength
  }
  return { bytes, totalBytes: Number.isFinite(totalBytes) ? totalBytes : offset }
}

const forgetAfterMs = 30_000

/** The first `upToBytes` of an exchange's body; asking for more reads only what is missing. */
export function useBody(exchangeId: ExchangeId, upToBytes: number): Loadable<LoadedBody> {
  const bridge = useBridge()
  const queries = useQueryClient()
  return toLoadable(
    useQuery({
      queryKey: ['body', exchangeId, upToBytes],
      queryFn: () => {
        const earlier = queries.getQueriesData<LoadedBody>({ queryKey: ['body', exchangeId] })
        const have = earlier
          .map(([, body]) => body?.bytes ?? new Uint8Array())
          .toSorted((a, b) => b.length - a.length)[0]
        return readBody(bridge.ask, exchangeId, have ?? new Uint8Array(), upToBytes)
      },
      placeholderData: (previous, query) =>
        query?.queryKey[1] === exchangeId ? keepPreviousData(previous) : undefined,
      gcTime: forgetAfterMs,
    }),
  )
}
