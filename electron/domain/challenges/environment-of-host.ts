const names: readonly (readonly [string, RegExp])[] = [
  ['staging', /^(?:staging|stage|stg)$/],
  ['development', /^(?:dev|devel|development)$/],
  ['test', /^(?:test|testing|tst)$/],
  ['QA', /^qa$/],
  ['UAT', /^uat$/],
  ['sandbox', /^(?:sandbox|sbx)$/],
  ['pre-production', /^(?:preprod|preproduction|preview)$/],
  ['integration', /^(?:int|integration)$/],
]

/** The environment that a host names itself after ("staging"); null for one that names none, as production does. */
export function environmentOf(host: string): string | null {
  const words = host
    .toLowerCase()
    .replace(/\bpre-prod(?:uction)?\b/g, 'preprod')
    .split(/[.-]/)
    .map((word) => word.replace(/\d{1,3}$/, ''))
  // The last two name the owner and the registry: test.example is an owner, not an environment.
  const own = words.slice(0, -2)
  return names.find(([, pattern]) => own.some((word) => pattern.test(word)))?.[0] ?? null
}

const isLoopback = (host: string): boolean =>
  /^(?:localhost|127\..*|\[::1\])$/.test(host) || host.endsWith('.localhost')

/** The environments of an address and of an origin, where they differ; null where they don't, or can't be told. */
export function otherEnvironment(address: string, origin: string): { from: string; to: string } | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address) || !URL.canParse(origin)) return null
  const [left, right] = [new URL(address).hostname, new URL(origin).hostname]
  // What runs on this computer is tested with tokens from anywhere.
  if (isLoopback(left) || isLoopback(right)) return null
  const [from, to] = [environmentOf(left), environmentOf(right)]
  return from === to ? null : { from: from ?? 'an environment that its name does not tell', to: to ?? 'production' }
}
