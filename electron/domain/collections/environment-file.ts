import { isMap, isSeq, YAMLMap } from 'yaml'
import { environmentContent, type EnvironmentContent } from '../../contract/collections.ts'
import type { ItemPath } from '../../contract/ids.ts'
import { readFields, writeFields, type FieldList } from './field-lines.ts'
import { stemOf } from './item-path.ts'
import { assertChangeable } from './write-request-file.ts'
import { nodeAt, setText, textAt } from './yaml-nodes.ts'
import { parseYaml, printYaml, unreadable, type YamlFile } from './yaml-file.ts'

/** The environment's name and plain variables. Secret variables have no value in a file; they stay there, unread. */
export function readEnvironmentFile(file: YamlFile): EnvironmentContent {
  const name = textAt(file.document, file.root, 'name') ?? stemOf(file.path)
  const parsed = environmentContent.safeParse({ name, variables: readFields(variableLines(file)) })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw unreadable(file.path, `${issue?.path.join('.') ?? 'The file'}: ${issue?.message ?? 'not readable'}`)
}

/** The file's text with this content; lines that stay keep their comments, types and unknown keys. */
export function changedEnvironmentText(file: YamlFile, content: EnvironmentContent): string {
  const before = readEnvironmentFile(file)
  if (JSON.stringify(before) === JSON.stringify(content)) return printYaml(file)
  assertChangeable(file)
  if (before.name !== content.name) setText(file.root, 'name', content.name, ['name', 'variables'])
  if (JSON.stringify(before.variables) !== JSON.stringify(content.variables)) {
    writeFields(variableLines(file), content.variables)
  }
  return printYaml(file)
}

export function newEnvironmentText(path: ItemPath, content: EnvironmentContent): string {
  return changedEnvironmentText(parseYaml('name: default\n', path), content)
}

function variableLines(file: YamlFile): FieldList {
  const { document, root } = file
  return {
    document,
    owner: root,
    key: 'variables',
    order: ['name', 'color', 'description', 'variables'],
    isOurs: (line) => textAt(document, line, 'secret') !== 'true',
    readLine: (line) => ({
      name: textAt(document, line, 'name') ?? '',
      value: textAt(document, ...valuePlace(file, line)) ?? '',
      enabled: textAt(document, line, 'disabled') !== 'true',
    }),
    writeValue: (line, value) => {
      const [place, key] = valuePlace(file, line)
      setText(place, key, value, ['name', 'value', 'disabled'])
    },
  }
}

/** A value stands in the line itself, in a typed value's `data`, or in the selected one of several variants. */
function valuePlace({ document }: YamlFile, line: YAMLMap): [YAMLMap, string] {
  const value = nodeAt(document, line, 'value')
  if (isMap(value)) return [value, 'data']
  if (!isSeq(value)) return [line, 'value']
  const variants = value.items.filter((item) => isMap(item))
  const chosen = variants.find((variant) => textAt(document, variant, 'selected') === 'true') ?? variants[0]
  if (chosen === undefined) return [line, 'value']
  const inner = nodeAt(document, chosen, 'value')
  return isMap(inner) ? [inner, 'data'] : [chosen, 'value']
}
