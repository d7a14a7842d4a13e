import type { CanaryStory } from './canary-story.ts'
import { filesBelow } from './folder-content.ts'
import { asText, findSecrets, type Place } from './secret-search.ts'

/** What was said on a stream while it is heard. */
export function hearStreams(): { readonly stop: () => void; readonly said: () => readonly Place[] } {
  const streams = { stdout: process.stdout, stderr: process.stderr }
  const heard = Object.entries(streams).map(([name, stream]) => {
    const chunks: string[] = []
    const write: unknown = Reflect.get(stream, 'write')
    Reflect.set(stream, 'write', (...args: unknown[]): unknown => {
      const [chunk] = args
      chunks.push(chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : String(chunk))
      return typeof write === 'function' ? Reflect.apply(write, stream, args) : false
    })
    return { name, chunks, stop: () => void Reflect.set(stream, 'write', write) }
  })
  return {
    stop: () => {
      for (const { stop } of heard) stop()
    },
    said: () => heard.map(({ name, chunks }) => [name, chunks.join('')] as const),
  }
}

/** Several of one name are one place. */
function together(places: readonly Place[]): Place[] {
  const texts = new Map<string, Buffer[]>()
  for (const [place, content] of places) texts.set(place, [...(texts.get(place) ?? []), Buffer.from(content)])
  return [...texts].map(([place, contents]) => [place, Buffer.concat(contents)] as const)
}

/** A file by what it is, whatever it was called this time. */
const kindOfFile = (name: string): string =>
  name
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, '*')
    .replaceAll(/\d{6,}|\b[\da-f]{16,}\b/g, '*')

export interface Places {
  readonly replies: readonly Place[]
  readonly events: readonly Place[]
  /** Each file of the data folders, with all that it held from the first sign-in to the end; and their names. */
  readonly files: readonly Place[]
  /** What a person let Claimcheck write, outside of the data folder. */
  readonly exports: readonly Place[]
  readonly outward: readonly Place[]
}

/** Where a secret could have got to in the story, by kind. */
export function placesOf({ journeys, disks, exported }: CanaryStory): Places {
  const each = <Item>(items: (journey: CanaryStory['journeys'][number]) => readonly Item[]) => journeys.flatMap(items)
  const onDisk = disks.flatMap(({ files }) => [...files])
  return {
    replies: together(
      each(({ replies }) => replies).map(({ channel, reply }) => [`a reply of ${channel}`, asText(reply)]),
    ),
    events: together(each(({ events }) => events).map(({ event, payload }) => [`the event ${event}`, asText(payload)])),
    files: together([
      ...onDisk.map(([name, bytes]) => [kindOfFile(name), bytes] as const),
      ['the names of files', onDisk.map(([name]) => name).join('\n')],
    ]),
    exports: [...filesBelow(exported)],
    outward: together([
      ...each(({ browser }) => browser.addresses).map((address) => ['the browser', address] as const),
      ...each(({ copied }) => copied).map((text) => ['the clipboard', text] as const),
    ]),
  }
}

/** A row for each kind of place: how many, how much was searched, and what was found there. */
export function tableOf(
  secrets: ReadonlyMap<string, string>,
  kinds: Readonly<Record<string, readonly Place[]>>,
): string {
  const rows = Object.entries(kinds).map(([kind, places]) => {
    const bytes = places.reduce((sum, [, content]) => sum + Buffer.byteLength(content), 0)
    const finds = findSecrets(secrets, places)
    const where = finds.length === 0 ? '' : `: ${[...new Set(finds)].join(', ')}`
    return `${kind.padEnd(10)} ${String(places.length).padStart(3)} places ${String(Math.ceil(bytes / 1024)).padStart(7)} kB  ${finds.length} finds${where}`
  })
  const count = Object.values(kinds).flat().length
  return [
    ...rows,
    `${secrets.size} secrets of ${new Set(secrets.values()).size} kinds searched for in ${count} places`,
  ].join('\n')
}
