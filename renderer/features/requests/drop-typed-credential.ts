import type { Field } from '@contract/requests'

const isTypedCredential = ({ name, enabled }: Field): boolean =>
  enabled && name.trim().toLowerCase() === 'authorization'

/** The lines with every typed Authorization switched off: what is switched off is not sent, and can be taken back. */
export const withoutTypedCredential = (headers: readonly Field[]): Field[] =>
  headers.map((line) => (isTypedCredential(line) ? { ...line, enabled: false } : line))

/** The lines with those switched on again that `before` had on, also when others were edited meanwhile. */
export const withTypedCredential = (headers: readonly Field[], before: readonly Field[]): Field[] =>
  headers.map((line) =>
    before.some((each) => isTypedCredential(each) && each.name === line.name && each.value === line.value)
      ? { ...line, enabled: true }
      : line,
  )
