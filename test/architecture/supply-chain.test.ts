import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from './source-files.ts'

interface Manifest {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
}

interface LockedPackage {
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optionalDependencies?: Record<string, string>
}

interface Lock {
  readonly packages: Record<string, LockedPackage>
}

const read = <Shape>(file: string): Shape => JSON.parse(readFileSync(path.join(projectFolder, file), 'utf8'))

describe.each(['.', 'scripts/runtime'])('the packages of %s', (folder) => {
  const manifest = read<Manifest>(`${folder}/package.json`)
  const lock = read<Lock>(`${folder}/package-lock.json`)
  const installed = Object.entries(lock.packages).filter(([place]) => place !== '')

  test('are named by exact version', () => {
    const named = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('are all locked by a hash', () => {
    expect(installed.length).toBeGreaterThan(0)
    expect(installed.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true)).toEqual([])
  })

  // npm leaves out what its registry did not have that day, and then `npm ci` refuses the whole lock file.
  test('are locked for every platform', () => {
    const places = installed.map(([place]) => place)
    const missing = installed.flatMap(([, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !places.some((place) => place.endsWith(`node_modules/${name}`)),
      ),
    )
    expect(missing).toEqual([])
  })

  test('come from the registry that npm is set to: the lock names no address, no git, no file', () => {
    const strangers = installed.filter(([, { resolved, link }]) => link === true || resolved !== undefined)
    expect(strangers).toEqual([])
  })
})

describe('packages with a known hole', () => {
  test('axios is not older than the version that closed its last high advisories', () => {
    const [major = 0, minor = 0] = (read<Manifest>('package.json').dependencies?.['axios'] ?? '').split('.').map(Number)
    expect(major * 1000 + minor).toBeGreaterThanOrEqual(1020)
  })
})
