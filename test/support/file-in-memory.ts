import type { DurableFile } from '../../electron/domain/storage/durable-file.ts'

/** A durable file of a test: its bytes and its predecessor's can be looked into, and its writes made to fail. */
export function fileInMemory() {
  const situation = {
    bytes: null as Uint8Array | null, // never assigned at its declaration: `null` alone would be its whole type
    predecessor: null as Uint8Array | null, // the same
    writes: 0,
    beforeWrite: async (): Promise<void> => undefined,
    text: (): string => (situation.bytes === null ? '' : new TextDecoder().decode(situation.bytes)),
    put(text: string): void {
      situation.bytes = new TextEncoder().encode(text)
      situation.writes += 1
    },
  }
  const file: DurableFile = {
    read: async () => (situation.bytes === null ? null : { bytes: situation.bytes, from: 'main' }),
    async write(bytes) {
      await situation.beforeWrite()
      situation.predecessor = situation.bytes
      situation.bytes = bytes
      situation.writes += 1
    },
    mark: async () => (situation.bytes === null ? null : String(situation.writes)),
  }
  return { file, situation }
}
