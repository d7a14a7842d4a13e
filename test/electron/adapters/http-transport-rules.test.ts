import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTlsRules } from '../../../electron/adapters/http-transport-tls.ts'
import { createRoutes } from '../../../electron/adapters/proxy-agent.ts'
import { parseTarget } from '../../../electron/domain/requests/parse-target.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { aCertificateAuthority, aClientCertificate } from '../../support/tls-server.ts'

const authority = await aCertificateAuthority()
const [alice, bob] = [await aClientCertificate('alice', authority), await aClientCertificate('bob', authority)]
const shown = ({ cert, key }: { cert: string; key: string }) => ({
  certificate: cert,
  key: new SecretText(key),
  passphrase: null,
})

describe('the rule of a TLS connection', () => {
  test('is one for one certificate and one set of authorities, and made once', () => {
    const rules = createTlsRules()
    const ids = [
      rules.ruleFor([], null).id,
      rules.ruleFor([authority.cert], null).id,
      rules.ruleFor([], shown(alice)).id,
      rules.ruleFor([authority.cert], shown(alice)).id,
      rules.ruleFor([authority.cert], shown(bob)).id,
    ]
    expect(new Set(ids).size).toBe(5)
    expect(rules.ruleFor([authority.cert], shown(alice))).toBe(rules.ruleFor([authority.cert], shown(alice)))
  })

  test('has an id from which no part of a key can be read', () => {
    const { id } = createTlsRules().ruleFor([], shown(alice))
    expect(id).toMatch(/^[\w-]{43}$/)
    expect(alice.key).not.toContain(id.slice(0, 8))
  })
})

describe('the connections of a client certificate', () => {
  test('have no part of its key in their names or options', () => {
    const routes = createRoutes({ certificateAuthoritiesFor: () => [] })
    onTestFinished(() => routes.close())
    const target = parseTarget('https://api.example.test/')
    for (const proxy of [null, new URL('http://proxy.example.test:3128')]) {
      const { agent, tls, label } = routes.routeTo(target, proxy, shown(alice))
      const told = inspect([agent.getName({ host: target.hostname, ...tls }), agent, tls, label], { depth: 6 })
      for (const line of alice.key.split('\n').filter((each) => each.length > 20)) expect(told).not.toContain(line)
    }
  })

  test('are those of nobody else', () => {
    const routes = createRoutes({ certificateAuthoritiesFor: () => [] })
    onTestFinished(() => routes.close())
    const target = parseTarget('https://api.example.test/')
    const agents = [null, shown(alice), shown(bob), shown(alice)].map(
      (certificate) => routes.routeTo(target, null, certificate).agent,
    )
    expect(new Set(agents).size).toBe(3)
    expect(agents[1]).toBe(agents[3])
  })
})
