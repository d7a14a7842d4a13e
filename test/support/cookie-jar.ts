interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

/** Just enough of a browser's cookies for one host: names, paths and deletion (RFC 6265 §5). */
export function createCookieJar() {
  const cookies = new Map<string, Cookie>()

  return {
    take(url: URL, setCookies: readonly string[]): void {
      for (const line of setCookies) {
        const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
        const [name = '', value = ''] = pair.split(/=(.*)/s)
        const attribute = (wanted: string) =>
          attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
        const path = attribute('path') ?? url.pathname
        const expires = attribute('expires')
        const key = `${name} ${path}`
        if (value === '' || (expires !== undefined && Date.parse(expires) <= Date.now())) cookies.delete(key)
        else cookies.set(key, { name, value, path })
      }
    },
    headerFor(url: URL): string {
      return [...cookies.values()]
        .filter(({ path }) => path === '/' || url.pathname === path || url.pathname.startsWith(`${path}/`))
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ')
    },
  }
}
export type CookieJar = ReturnType<typeof createCookieJar>
