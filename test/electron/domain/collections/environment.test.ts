import { afterEach, describe, expect, test } from 'vitest'
import { resolveVariables } from '../../../../electron/domain/collections/environment-variables.ts'
import { fillTemplate } from '../../../../electron/domain/requests/variables.ts'
import { at, aWorkspace, removeWorkspaces } from '../../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const line = (name: string, value: string, enabled = true) => ({ name, value, enabled })
const api = { name: 'playgroundApi', value: 'http://127.0.0.1:9401', meaning: 'The Orders API' }

const fromBruno = `name: Local
color: "#ff0000"
variables:
  # where it runs
  - name: baseUrl
    value: http://localhost:3000
    description: no slash at the end
  - name: count
    value:
      type: number
      data: "3"
  - secret: true
    name: apiKey
  - name: region
    value:
      - title: Europe
        selected: true
        value: eu
      - title: America
        value: us
  - name: old
    value: x
    disabled: true
`

describe('an environment file', () => {
  test('reads as lines; secret variables have none', async () => {
    const { collections } = await aWorkspace({ 'environments/local.yml': fromBruno })
    expect((await collections.readEnvironment()).environment).toEqual({
      name: 'Local',
      variables: [
        line('baseUrl', 'http://localhost:3000'),
        line('count', '3'),
        line('region', 'eu'),
        line('old', 'x', false),
      ],
    })
  })

  test('keeps comments, types, variants and secret variables when a value changes', async () => {
    const { collections, read } = await aWorkspace({ 'environments/Local.yml': fromBruno })
    const { environment } = await collections.readEnvironment()
    const variables = environment.variables.map((each) =>
      each.name === 'count' ? line('count', '4') : each.name === 'region' ? line('region', 'af') : each,
    )
    const { environment: saved } = await collections.saveEnvironment({ name: 'Local', variables })
    expect(saved.variables).toEqual(variables)
    expect(await read('environments/Local.yml')).toBe(
      fromBruno.replace('data: "3"', 'data: "4"').replace('value: eu', 'value: af'),
    )
  })

  test('is made with the first line that is saved, and follows its name', async () => {
    const { collections, read, changes } = await aWorkspace()
    await collections.saveEnvironment({ name: 'default', variables: [line('baseUrl', 'https://x.test')] })
    expect(await read('environments/default.yml')).toBe(
      'name: default\nvariables:\n  - name: baseUrl\n    value: https://x.test\n',
    )
    expect(await read('opencollection.yml')).toContain('name: My API')
    const { environment } = await collections.saveEnvironment({ name: 'staging', variables: [] })
    expect(environment).toEqual({ name: 'staging', variables: [] })
    expect(await read('environments/staging.yml')).toBe('name: staging\n')
    await expect(read('environments/default.yml')).rejects.toThrow('ENOENT')
    expect(changes).toHaveLength(2)
  })

  test('is refused a value that looks like a token, since the file is shared', async () => {
    const { collections } = await aWorkspace()
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'
    const saving = collections.saveEnvironment({
      name: 'default',
      variables: [line('a', 'b'), line('token', `Bearer ${token}`)],
    })
    await expect(saving).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: 'variables.1.value' }] },
    })
    expect((await collections.readEnvironment()).environment.variables).toEqual([])
  })

  test('that is broken is told with its line', async () => {
    const { collections } = await aWorkspace({ 'environments/x.yml': 'name: x\nvariables:\n  - name: "a\n' })
    await expect(collections.readEnvironment()).rejects.toMatchObject({
      code: 'collection.file_unreadable',
      details: { path: 'environments/x.yml', line: expect.any(Number) },
    })
  })

  test('comes with the built-in variables and what they mean', async () => {
    const { collections } = await aWorkspace({}, { builtIn: [api] })
    expect((await collections.readEnvironment()).builtIn).toEqual([api])
    await expect(collections.readRequest(at('environments/x.yml'))).rejects.toMatchObject({
      code: 'collection.not_found',
    })
  })
})

describe('resolving variables', () => {
  test('fills built-in names in values once, and takes the last enabled line', () => {
    const variables = [
      line('baseUrl', '{{playgroundApi}}/v1'),
      line('off', 'x', false),
      line('twice', '1'),
      line('twice', '2'),
      line('twice', '3', false),
      line('loop', '{{loop}}'),
      line('other', '{{baseUrl}}'),
    ]
    const resolved = resolveVariables({ name: 'x', variables }, [api])
    expect(Object.fromEntries(resolved)).toEqual({ playgroundApi: api.value, baseUrl: `${api.value}/v1`, twice: '2' })
  })

  test('gives no value while the playground is away, so that its use is told and not sent', () => {
    const resolved = resolveVariables({ name: 'x', variables: [line('baseUrl', '{{playgroundApi}}')] }, [
      { ...api, value: null },
    ])
    expect([...resolved]).toEqual([])
  })

  test('lets no line stand over a built-in variable: an opened folder must not lead a secret elsewhere', () => {
    const environment = { name: 'hostile', variables: [line('playgroundApi', 'https://evil.example')] }
    expect(resolveVariables(environment, [api]).get('playgroundApi')).toBe('http://127.0.0.1:9401')
    const away = { ...api, value: null }
    expect(resolveVariables(environment, [away]).has('playgroundApi')).toBe(false)
  })

  const bodies = [
    '7*7',
    'constructor.constructor("return 1")()',
    'range.constructor("return process")()',
    '__proto__',
    'constructor',
    'this',
    'process.env',
    'require("fs")',
    '#with "s" as |string|',
    '{7*7}',
    'self',
    'config.items()',
    "''.__class__.__mro__",
    'cycler.__init__.__globals__.os',
    'x | safe',
    'x|attr("y")',
    '= 7*7',
    '- 7*7',
    '! x',
    '> partial',
    'lookup . "x"',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '@root.x',
    '../x',
    'a[0]',
    '$eval',
    'a b',
    'x()',
    '`x`',
    '\u0000x',
    'a'.repeat(200),
  ]
  const wrappers = [
    (body: string) => `{{${body}}}`,
    (body: string) => `{{ ${body} }}`,
    (body: string) => `{{{${body}}}}`,
    (body: string) => `{%${body}%}`,
    (body: string) => `<%= ${body} %>`,
    (body: string) => `\${${body}}`,
    (body: string) => `#{${body}}`,
    (body: string) => `[[${body}]]`,
  ]
  const injections = bodies.flatMap((body) => wrappers.map((wrap) => wrap(body)))

  test(`evaluates none of ${injections.length} template injections`, () => {
    expect(injections.length).toBeGreaterThan(200)
    for (const text of injections) {
      const resolved = resolveVariables({ name: 'x', variables: [line('v', text), line('__proto__', 'p')] }, [api])
      const value = resolved.get('v')
      expect([undefined, text]).toContain(value)
      const filled = fillTemplate(`${text} {{v}}`, resolved).text
      expect(filled).not.toContain('49')
      expect(filled.startsWith(text) || text.includes('__proto__')).toBe(true)
    }
    expect('p' in {}).toBe(false)
  })
})
