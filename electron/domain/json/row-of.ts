/**
 * The row of a table under a name that somebody else chose; null where it has none. `table[name]` alone would also find
 * what every object has, such as `constructor`.
 */
export const rowOf = <Row>(table: Readonly<Record<string, Row>>, name: string): Row | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null
