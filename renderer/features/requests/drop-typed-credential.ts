import type { Field } from '@contract/requests'

// The same lines as main takes for a credential that a person typed.
const isTypedCredential = ({ name, enabled }: Field): boolean =>
  enabled && /^(?:authorization|cookie|x-api-key|api-key|apikey)$/i.test(name.trim())

export const hasTypedCredential = (headers: readonly Field[]): boolean => headers.some(isTypedCredential)

/** The lines with every typed credential switched off: what is switched off is not sent, and can be taken back. */
export const withoutTypedCredential = (headers: readonly Field[]): Field[] =>
  headers.map((line) => (isTypedCredential(line) ? { ...line, enabled: false } : line))

/** The lines with those switched on again that `before` had on, also when others were edited meanwhile. */
export const withTypedCredential = (headers: readonly Field[], before: readonly Field[]): Field[] =>
  headers.map((line) =>
    before.some((each) => isTypedCredential(each) && each.name === line.name && each.value === line.value)
      ? { ...line, enabled: true }
      : line,
  )
