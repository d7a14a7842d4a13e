import { createHash } from 'node:crypto'
import { trusted } from './html.ts'

// One style sheet for all pages, inlined and named by its hash in the content security policy.
const pageStyle = `
:root{color-scheme:light dark;--bg:#f5f6f8;--panel:#fff;--raise:#f0f2f6;--line:#dde1e8;--text:#1b212b;--dim:#5c6675;
--accent:#4a5be0;--on-accent:#fff;--hover:#3d4dcb;--ok:#12805a;--bad:#c2362f;--shadow:0 1px 2px #1b212b0f,0 12px 32px -12px #1b212b29}
@media (prefers-color-scheme:dark){:root{--bg:#0e1116;--panel:#13171e;--raise:#191f28;--line:#252c37;--text:#e6e9ef;--dim:#8b95a5;
--accent:#8b9bff;--on-accent:#0b0e14;--hover:#a3b0ff;--ok:#3ecf8e;--bad:#f4716b;--shadow:0 16px 40px -16px #000a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:32px 16px;background:var(--bg);color:var(--text);display:flex;flex-direction:column;
align-items:center;justify-content:center;gap:20px;font:15px/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
header{display:flex;align-items:center;gap:10px}.brand{font-weight:650;letter-spacing:-.01em}.quiet{color:var(--dim);font-weight:450}
.mark-ground{fill:var(--accent)}.mark-tick{fill:none;stroke:var(--on-accent);stroke-width:3.2;stroke-linecap:round;stroke-linejoin:round}
main{width:100%;max-width:440px;background:var(--panel);border:1px solid var(--line);border-radius:16px;padding:28px;box-shadow:var(--shadow)}
footer{color:var(--dim);font-size:12.5px;text-align:center;text-wrap:balance;max-width:440px}
h1{margin:0 0 4px;font-size:21px;line-height:1.3;font-weight:650;letter-spacing:-.015em;text-wrap:balance}
h2{margin:22px 0 8px;font-size:12.5px;font-weight:600;color:var(--dim)}
p{margin:0;color:var(--dim)}p strong{color:var(--text);font-weight:600}
a{color:var(--accent)}code{font:12px/1.4 "JetBrains Mono",ui-monospace,"SF Mono",Consolas,monospace}
form{margin:0}button{font:inherit;cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.people{list-style:none;margin:22px 0 18px;padding:0;display:grid;gap:10px}
.person{display:grid;grid-template-columns:40px 1fr auto;gap:0 14px;align-items:center;width:100%;padding:12px 14px;text-align:left;
color:inherit;background:var(--raise);border:1px solid var(--line);border-radius:12px}
.person:hover{border-color:var(--accent)}.person.hinted{border-color:var(--accent)}
.person b{font-weight:600}.person small{display:block;color:var(--dim);font-size:13px}
.face{display:grid;place-items:center;width:40px;height:40px;border-radius:50%;font-weight:650;font-size:14px;letter-spacing:.02em}
.face.small{width:28px;height:28px;font-size:11px}
.alice{background:#d7f5e6;color:#0b5c40}.bob{background:#dcebfb;color:#114d8a}.admin{background:#fdebc8;color:#744d00}
.role{justify-self:end;padding:2px 9px;border:1px solid var(--line);border-radius:999px;background:var(--panel);color:var(--dim);font-size:12px}
.hinted .role{color:var(--accent);border-color:currentColor}
.as{display:flex;align-items:center;gap:10px;margin-top:16px;padding:10px 12px;border:1px solid var(--line);border-radius:12px;background:var(--raise);font-size:14px}
.as a{margin-left:auto;white-space:nowrap;font-size:13px}
.scopes{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:12px}
.scopes li{display:grid;grid-template-columns:20px 1fr auto;gap:0 10px;padding:11px 14px;align-items:baseline}
.scopes li+li{border-top:1px solid var(--line)}
.scopes svg{align-self:center;fill:none;stroke:var(--ok);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.scopes b{font-weight:600;font-size:14.5px}.scopes small{grid-column:2/-1;color:var(--dim);font-size:13px}.scopes code{color:var(--dim)}
.before{margin-top:14px;font-size:13.5px;color:var(--dim)}.before summary{cursor:pointer;border-radius:6px}
.before ul{margin:8px 0 0;padding-left:20px}.before code{color:var(--dim)}
.choice{display:grid;grid-template-columns:1fr 1fr;gap:10px;margin-top:22px}
.button{padding:10px 16px;border-radius:10px;border:1px solid var(--line);background:var(--panel);color:var(--text);font-weight:600}
.button:hover{border-color:var(--dim)}
.button.main{border-color:transparent;background:var(--accent);color:var(--on-accent)}.button.main:hover{background:var(--hover)}
.button.wide{grid-column:1/-1}
.field{display:grid;gap:6px;margin-top:18px;font-size:13px;font-weight:600;color:var(--dim)}
.code{padding:10px 12px;width:100%;border:1px solid var(--line);border-radius:10px;background:var(--raise);color:var(--text);
font:600 20px/1.4 "JetBrains Mono",ui-monospace,"SF Mono",Consolas,monospace;letter-spacing:.08em;text-align:center}
.code.shown{margin:18px 0 0}.field+.choice{margin-bottom:14px}
.problem{margin:16px 0 -6px;color:var(--bad);font-weight:500}
.link{padding:0;border:0;background:none;color:var(--dim);font-size:13.5px;text-decoration:underline;text-underline-offset:3px}.link:hover{color:var(--text)}
.after{margin-top:14px;font-size:12.5px;text-align:center}
.facts{display:grid;grid-template-columns:auto 1fr;gap:6px 14px;margin:18px 0 0;padding:12px 14px;border-radius:12px;background:var(--raise);font-size:13px}
.facts dt{color:var(--dim)}.facts dd{margin:0;overflow-wrap:anywhere}
@media (prefers-reduced-motion:no-preference){.person,.button{transition:border-color .12s,background-color .12s}}
@media (max-width:420px){main{padding:22px 18px}.choice{grid-template-columns:1fr}.scopes li{grid-template-columns:20px 1fr}.scopes code{grid-column:2}}
`

/** Built here, not in the page's template: one blank more between the tags would be another hash. */
export const styleElement = trusted(`<style>${pageStyle}</style>`)
export const pageStyleHash = `sha256-${createHash('sha256').update(pageStyle).digest('base64')}`
