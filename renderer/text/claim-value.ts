/** A JSON text as a person reads it: a string without its quotes, everything else as it stands in the token. */
export function readableJson(json: string): string {
  const parsed: unknown = JSON.parse(json)
  // Numbers are not printed again from the parsed value: a big integer would change.
  return typeof parsed === 'string' ? parsed : json
}

/** The header's value of `name`, or null. */
export function headerValue(
  header: readonly { readonly name: string; readonly json: string }[],
  name: string,
): string | null {
  const found = header.find((each) => each.name === name)
  return found === undefined ? null : readableJson(found.json)
}
