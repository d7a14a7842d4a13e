/** An item of a list in which a name may stand twice. */
export interface Numbered<Item> {
  readonly item: Item
  /** Unlike any other's, and the same as long as the items before it are. */
  readonly key: string
  /** 1 for the first of its name. */
  readonly place: number
  /** How many have its name. */
  readonly count: number
}

/** Counts those of one name: a token may carry a claim twice, and which of the two an API reads is anybody's guess. */
export function numbered<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Numbered<Item>[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1)
  const seen = new Map<string, number>()
  return items.map((item) => {
    const name = nameOf(item)
    const place = (seen.get(name) ?? 0) + 1
    seen.set(name, place)
    return { item, key: `${place} ${name}`, place, count: counts.get(name) ?? 1 }
  })
}
