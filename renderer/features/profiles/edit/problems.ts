/** A field, by its path in the draft (which main uses for the same field), and what is wrong with it. */
export type Found = readonly [path: string, problem: string | null]

/** Sentences by the path of their field. */
export type Problems = Readonly<Record<string, string>>
