import { createHash } from 'node:crypto'

// The product's colours, by themselves: the page may load nothing.
const style = `:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--line:#dfe3e8;--text:#1c2430;--soft:#5b6675;--bad:#b3422f}
@media(prefers-color-scheme:dark){:root{--back:#12161c;--card:#1a2029;--line:#2b3440;--text:#e6eaf0;--soft:#97a3b3;--bad:#f0806c}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--text);font:15px/1.55 Inter,system-ui,sans-serif}
main{max-width:26rem;margin:1.5rem;padding:2rem 2.25rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{margin:.35rem 0 .5rem;font-size:1.15rem;font-weight:600}
p{margin:0;color:var(--soft)}
.mark{font-size:1.5rem;line-height:1}
.bad{color:var(--bad)}
.name{margin-top:1.5rem;font-size:.8rem;letter-spacing:.02em}`

type Card = readonly [mark: string, tone: 'bad' | 'soft', title: string, text: string]

const back = 'You can close this tab and return to Claimcheck.'
const cards = {
  // Not more than is known here: the code has still to be exchanged, and the tokens to be kept.
  answered: [
    '✓',
    'soft',
    'Your answer has arrived',
    'Claimcheck goes on from here; you can close this page and look there for the result.',
  ],
  refused: ['×', 'bad', 'Not signed in', `The sign-in was not granted. ${back}`],
  waiting: ['…', 'soft', 'One moment', 'The answer is being handed to Claimcheck.'],
  failed: [
    '×',
    'bad',
    'Not handed over',
    'If a sign-in still waits, copy the address of this page and paste it into Claimcheck.',
  ],
} satisfies Record<string, Card>

const main = (id: keyof typeof cards, isHidden: boolean): string => {
  const [mark, tone, title, text] = cards[id]
  return `<main id="${id}"${isHidden ? ' hidden' : ''}><div class="mark ${tone}" aria-hidden="true">${mark}</div><h1>${title}</h1><p>${text}</p><p class="name">Claimcheck</p></main>`
}

const page = (title: string, body: string): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Claimcheck</title><style>${style}</style></head>
<body>${body}</body>
</html>
`

// Hands the fragment to the door that the page came from, once, and takes it out of the address when it was taken.
const script = `const answer=location.hash.slice(1);
const show=(id)=>{for(const part of document.querySelectorAll('main'))part.hidden=part.id!==id};
if(answer==='')show('failed');
else fetch(location.pathname.replace(/\\/$/,'')+'/fragment?'+answer,{cache:'no-store',credentials:'omit',redirect:'error',referrerPolicy:'no-referrer'})
.then((heard)=>heard.ok?heard.text():'failed')
.then((said)=>{if(said!=='failed')history.replaceState(null,'',location.pathname);show(said==='answered'||said==='refused'?said:'failed')})
.catch(()=>show('failed'));`

/** What the browser shows after it came back: fixed pages in which nothing of the call is repeated. */
export const callbackPages = {
  answered: page('Your answer has arrived', main('answered', false)),
  refused: page('Not signed in', main('refused', false)),
  /** The only page with a script: what stands in a fragment is never sent by a browser itself (RFC 9110 §7.1). */
  handOver: page(
    'Signing in',
    `${main('waiting', false)}${main('answered', true)}${main('refused', true)}${main('failed', true)}<noscript><main><h1>This page needs a script</h1><p>Copy its address and paste it into Claimcheck.</p></main></noscript><script>${script}</script>`,
  ),
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

function headersWith(policy: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${hashOf(style)}; ${policy}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  }
}

/** No script, no request, no frame, no cache, no referrer; only the style above, by its hash. */
export const callbackPageHeaders = headersWith('')

/** As above, but for the one script, by its hash, and the one address that it may call. */
export const handOverPageHeaders = (handOverAddress: string): Readonly<Record<string, string>> =>
  headersWith(`script-src ${hashOf(script)}; connect-src ${handOverAddress}; `)
