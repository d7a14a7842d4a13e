import { describe, expect, test } from 'vitest'
import { chooseProxy, firstRoute } from '../../../../electron/domain/requests/proxy-rule.ts'

describe('a proxy auto-config answer', () => {
  test.each([
    ['DIRECT', null],
    ['PROXY proxy.test:3128', 'http://proxy.test:3128'],
    ['PROXY proxy.test:3128; DIRECT', 'http://proxy.test:3128'],
    ['HTTPS secure.test:443', 'https://secure.test:443'],
    ['SOCKS5 socks.test:1080; PROXY second.test:80', 'http://second.test:80'],
    ['SOCKS socks.test:1080', null],
    ['', null],
    ['  ;; proxy lower.test:1 ', 'http://lower.test:1'],
  ])('%j leads to %s', (answer, route) => {
    expect(firstRoute(answer)).toBe(route)
  })
})

describe('the proxy rule', () => {
  const nobodyAsks = () => Promise.reject(new Error('the system was asked'))
  test('"none" asks nobody', async () => {
    expect(await chooseProxy({ mode: 'none' }, 'https://api.test/', nobodyAsks)).toBeNull()
  })
  test('"manual" takes the address that was named', async () => {
    expect(await chooseProxy({ mode: 'manual', url: 'http://p.test:1' }, 'https://api.test/', nobodyAsks)).toBe(
      'http://p.test:1',
    )
  })
  test('"system" asks for the address that the request goes to', async () => {
    const asked: string[] = []
    const system = (url: string) => Promise.resolve((asked.push(url), 'PROXY p.test:2'))
    expect(await chooseProxy({ mode: 'system' }, 'https://api.test/x', system)).toBe('http://p.test:2')
    expect(asked).toEqual(['https://api.test/x'])
  })
})
