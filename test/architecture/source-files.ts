import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

export const projectFolder = path.resolve(import.meta.dirname, '../..')

interface SourceFile {
  /** From the project folder, with `/`. */
  readonly name: string
  readonly text: string
  readonly lineCount: number
  readonly imports: readonly Import[]
}

interface Import {
  /** A file's name from the project folder, or a package such as `zod`, `node:fs`, `@mantine/core`. */
  readonly target: string
  readonly isPackage: boolean
}

const importPatterns = [
  /^\s*(?:import|export)\s+[^'"`;]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gm,
  /^\s*import\s*['"](?<specifier>[^'"]+)['"]/gm,
  /\bimport\(\s*['"](?<specifier>[^'"]+)['"]/gm,
]

/** Every TypeScript file in the folders, with what it imports. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) => namesIn(folder, /\.tsx?$/)).map(readSource)
}

/** Names of the files in a folder, from the project folder, sorted. */
export function namesIn(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(path.join(projectFolder, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => fromProject(path.join(entry.parentPath, entry.name)))
    .toSorted()
}

function readSource(name: string): SourceFile {
  const text = readFileSync(path.join(projectFolder, name), 'utf8')
  return { name, text, lineCount: text.trimEnd().split('\n').length, imports: importsOf(name, text) }
}

function importsOf(name: string, text: string): readonly Import[] {
  return importPatterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups }) => resolve(name, groups?.['specifier'] ?? '')),
  )
}

function resolve(importer: string, specifier: string): Import {
  const contract = /^@contract\/(?<file>.+)$/.exec(specifier)?.groups?.['file']
  if (contract !== undefined) return { target: `electron/contract/${contract}`, isPackage: false }
  if (specifier.startsWith('.')) {
    const file = path.resolve(projectFolder, path.dirname(importer), specifier.replace(/\?.*$/, ''))
    return { target: fromProject(file), isPackage: false }
  }
  const depth = specifier.startsWith('@') ? 2 : 1
  const isNode = specifier.startsWith('node:')
  return { target: isNode ? specifier : specifier.split('/').slice(0, depth).join('/'), isPackage: true }
}

const fromProject = (file: string) => path.relative(projectFolder, file).split(path.sep).join('/')
