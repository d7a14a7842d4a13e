import { describe, expect, test } from 'vitest'
import { namesIn, sourceFiles } from './source-files.ts'

const product = sourceFiles('electron', 'renderer')
const everything = [...product, ...sourceFiles('test')]

describe('file sizes', () => {
  const sizes = product.map(({ lineCount }) => lineCount).toSorted((a, b) => a - b)
  const shareUpTo = (lines: number) => sizes.filter((size) => size <= lines).length / sizes.length

  test('no file is over 250 lines', () => {
    expect(everything.filter(({ lineCount }) => lineCount > 250).map(({ name }) => name)).toEqual([])
  })

  test('half of the product’s files have at most 60 lines', () => {
    expect(shareUpTo(60)).toBeGreaterThanOrEqual(0.5)
  })

  test('9 in 10 have at most 150', () => {
    expect(shareUpTo(150)).toBeGreaterThanOrEqual(0.9)
  })
})

describe('names', () => {
  const names = ['electron', 'renderer', 'test'].flatMap((folder) => namesIn(folder, /\.(?:tsx?|mjs|css)$/))
  const baseOf = (name: string) => (name.split('/').at(-1) ?? '').replace(/\..*$/, '')

  test('are kebab-case', () => {
    const others = names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(baseOf(name)))
    expect(others).toEqual([])
  })

  test('promise something: no utils, helpers, common, misc, manager, service or data, and no barrels', () => {
    const saysNothing = (name: string) => {
      const base = baseOf(name)
      // A token service is what the field calls a server that does things for its tokens (RFC 8693 §1).
      const words = base.replace('token-service', 'tokens').split('-')
      return (
        base === 'data' ||
        base === 'index' ||
        words.some((word) => /^(?:utils?|helpers?|common|misc|managers?|services?)$/.test(word))
      )
    }
    expect(names.filter(saysNothing)).toEqual([])
  })
})

describe('exports', () => {
  test('have names: nothing is exported as default', () => {
    const offenders = everything.filter(({ text }) =>
      /^\s*export\s+default\b|^\s*export\s*\{[^}]*\bas\s+default\b/m.test(text),
    )
    expect(offenders.map(({ name }) => name)).toEqual([])
  })
})

describe('words that would open the window’s walls', () => {
  test.each([
    ['Node in the window', /\bnodeIntegration\w*\s*:\s*true\b/],
    ['a page with Electron’s own functions', /\bcontextIsolation\s*:\s*false\b/],
    ['webviews', /\bwebviewTag\s*:\s*true\b/],
    ['a window without a sandbox', /\bsandbox\s*:\s*false\b|appendSwitch\(\s*['"](?:no-sandbox|disable-web-security)/],
    ['a window without the same-origin rule', /\bwebSecurity\s*:\s*false\b|\ballowRunningInsecureContent\s*:\s*true\b/],
    ['text run as code', /\beval\(|\bnew Function\b|\bsetTimeout\(\s*['"`]|unsafe-eval/],
    ['markup from text', /\bdangerouslySetInnerHTML\b|\.innerHTML\s*=|\.outerHTML\s*=|\binsertAdjacentHTML\b/],
    ['certificate errors ignored for all', /NODE_TLS_REJECT_UNAUTHORIZED|ignore-certificate-errors/],
  ])('are not in the sources: %s', (_what, pattern) => {
    expect(product.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([])
  })
})
