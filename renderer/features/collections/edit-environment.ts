import type { EnvironmentContent } from '@contract/collections'

/** A line of the table with a key of its own, so that React keeps the caret where it is while lines come and go. */
export interface VariableLine {
  readonly key: number
  readonly name: string
  readonly value: string
  readonly enabled: boolean
}

export interface EnvironmentEdit {
  readonly name: string
  readonly lines: readonly VariableLine[]
  readonly nextKey: number
}

export type EnvironmentAction =
  | { type: 'environment-renamed'; name: string }
  | { type: 'line-added' }
  | { type: 'line-changed'; key: number; change: Partial<Omit<VariableLine, 'key'>> }
  | { type: 'line-removed'; key: number }

export const editOf = ({ name, variables }: EnvironmentContent): EnvironmentEdit => ({
  name,
  lines: variables.map((variable, key) => ({ ...variable, key })),
  nextKey: variables.length,
})

export function reduceEnvironment(state: EnvironmentEdit, action: EnvironmentAction): EnvironmentEdit {
  switch (action.type) {
    case 'environment-renamed':
      return { ...state, name: action.name }
    case 'line-added': {
      const line = { key: state.nextKey, name: '', value: '', enabled: true }
      return { ...state, lines: [...state.lines, line], nextKey: state.nextKey + 1 }
    }
    case 'line-changed': {
      const lines = state.lines.map((line) => (line.key === action.key ? { ...line, ...action.change } : line))
      return { ...state, lines }
    }
    case 'line-removed':
      return { ...state, lines: state.lines.filter(({ key }) => key !== action.key) }
  }
}

/** What is saved: lines without a name and a value are only places to type. */
export const contentOf = ({ name, lines }: EnvironmentEdit): EnvironmentContent => ({
  name: name.trim(),
  variables: lines
    .filter((line) => line.name.trim() !== '' || line.value !== '')
    .map((line) => ({ name: line.name.trim(), value: line.value, enabled: line.enabled })),
})

// The names that a {{template}} can hold.
const namePattern = /^[A-Za-z_$][\w.$-]{0,99}$/

/** What is wrong with a line, in a sentence, or null. */
export function lineProblem(line: VariableLine, lines: readonly VariableLine[]): string | null {
  const name = line.name.trim()
  if (name === '') return line.value === '' ? null : 'Give it a name'
  if (!namePattern.test(name)) return 'Begin with a letter; then letters, digits, “_”, “.”, “-”'
  const isRepeated = lines.some((each) => each.key !== line.key && each.enabled && each.name.trim() === name)
  return isRepeated && line.enabled ? 'This name is there twice' : null
}
