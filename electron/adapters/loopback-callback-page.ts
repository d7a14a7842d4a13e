import { createHash } from 'node:crypto'

// The product's colours, by themselves: the page may load nothing.
const style = `:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--line:#dfe3e8;--text:#1c2430;--soft:#5b6675;--good:#1f8a5b;--bad:#b3422f}
@media(prefers-color-scheme:dark){:root{--back:#12161c;--card:#1a2029;--line:#2b3440;--text:#e6eaf0;--soft:#97a3b3;--good:#4cc38a;--bad:#f0806c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--text);font:15px/1.55 Inter,system-ui,sans-serif}
main{max-width:26rem;margin:1.5rem;padding:2rem 2.25rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{margin:.35rem 0 .5rem;font-size:1.15rem;font-weight:600}
p{margin:0;color:var(--soft)}
.mark{font-size:1.5rem;line-height:1}
.good{color:var(--good)}.bad{color:var(--bad)}
.name{margin-top:1.5rem;font-size:.8rem;letter-spacing:.02em}`

const page = (mark: string, tone: 'good' | 'bad', title: string, text: string): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Claimcheck</title><style>${style}</style></head>
<body><main><div class="mark ${tone}" aria-hidden="true">${mark}</div><h1>${title}</h1><p>${text}</p><p class="name">Claimcheck</p></main></body>
</html>
`

const back = 'You can close this tab and return to Claimcheck.'

/** What the browser shows after it came back: fixed pages in which nothing of the call is repeated. */
export const callbackPages = {
  answered: page('✓', 'good', 'Signed in as requested', back),
  refused: page('×', 'bad', 'Not signed in', `The sign-in was not granted. ${back}`),
}

/** No script, no request, no frame, no cache, no referrer; only the style above, by its hash. */
export const callbackPageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}
