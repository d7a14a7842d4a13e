import type { KnownServer, Seen } from './seen.ts'

const is = 'gateway'
const server = ({ header }: Seen): string => header('server').toLowerCase()
const said = ({ page, plain }: Seen): string => `${page?.title ?? ''}\n${page?.text ?? ''}\n${plain.slice(0, 500)}`

/** What stands before an API and answers in pages: firewalls, delivery networks, web servers. */
export const firewalls: readonly KnownServer[] = [
  {
    ...{ name: 'Cloudflare Access', is },
    wrote: (seen) => /cloudflare access/i.test(said(seen)) || /cloudflareaccess\.com/i.test(seen.header('location')),
    means: [[/permission|forbidden|sign in/i, 'policy']],
  },
  {
    ...{ name: 'Cloudflare', is },
    wrote: (seen) =>
      seen.header('cf-mitigated') !== '' ||
      (server(seen) === 'cloudflare' && /cloudflare|just a moment|error code: 1\d\d\d/i.test(said(seen))),
    means: [[/.?/s, 'firewall']],
  },
  {
    ...{ name: 'Akamai', is },
    wrote: (seen) =>
      server(seen).includes('akamaighost') || /errors\.edgesuite\.net|reference #\d+\.[\da-f.]{8,}/i.test(said(seen)),
    means: [[/.?/s, 'firewall']],
  },
  {
    ...{ name: 'CloudFront or AWS WAF', is },
    wrote: (seen) => server(seen) === 'cloudfront' && seen.page !== null,
    means: [[/.?/s, 'firewall']],
  },
  {
    ...{ name: 'Imperva', is },
    wrote: (seen) => /incapsula incident|_incapsula_resource/i.test(said(seen)) || seen.header('x-iinfo') !== '',
    means: [[/incident|unsuccessful/i, 'firewall']],
  },
  {
    ...{ name: 'F5 BIG-IP', is },
    wrote: (seen) => /the requested url was rejected/i.test(said(seen)),
    means: [[/.?/s, 'firewall']],
  },
  {
    ...{ name: 'HAProxy', is },
    wrote: (seen) => /request forbidden by administrative rules/i.test(said(seen)),
    means: [[/.?/s, 'firewall']],
  },
  {
    ...{ name: 'Amazon S3', is },
    wrote: (seen) => server(seen) === 'amazons3' || /^\s*(?:<\?xml[^>]{0,80}>\s*)?<Error>\s*<Code>/i.test(seen.plain),
    means: [
      [/requesttimetooskewed|expiredtoken/i, 'expired'],
      [/signaturedoesnotmatch/i, 'signature'],
      [/invalidaccesskeyid/i, 'key'],
      [/accessdenied|access denied/i, 'policy'],
    ],
  },
  {
    ...{ name: 'an AWS load balancer', is },
    wrote: (seen) => server(seen).startsWith('awselb'),
    means: [],
  },
  {
    ...{ name: 'IIS', is },
    wrote: (seen) => /^microsoft-(?:iis|httpapi)/.test(server(seen)) && seen.page !== null,
    means: [[/not configured to list|directory listing denied/i, 'route']],
  },
  {
    ...{ name: 'nginx', is },
    wrote: (seen) =>
      seen.page !== null &&
      (/^(?:nginx|openresty)/.test(server(seen)) || /(?:nginx|openresty)(?:\/[\d.]+)?$/.test(seen.page.text)),
    means: [],
  },
  {
    ...{ name: 'Apache', is },
    wrote: (seen) => seen.page !== null && /^apache\b/.test(server(seen)),
    means: [],
  },
]
