/** `wanted`, or `wanted 2`, `wanted 3`, … : the first that no sibling has, without regard to case (as file systems). */
export function freeName(wanted: string, siblings: readonly { readonly name: string }[]): string {
  const taken = new Set(siblings.map(({ name }) => name.toLowerCase()))
  if (!taken.has(wanted.toLowerCase())) return wanted
  let number = 2
  while (taken.has(`${wanted} ${number}`.toLowerCase())) number += 1
  return `${wanted} ${number}`
}

/** What a duplicate is called: `List orders copy`, then `List orders copy 2`. */
export const copyName = (name: string, siblings: readonly { readonly name: string }[]): string =>
  freeName(name.replace(/ copy(?: \d+)?$/, '').concat(' copy'), siblings)
