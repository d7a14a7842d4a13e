import { IconArrowRight, IconKey, IconUsersGroup } from '@tabler/icons-react'
import type { InspectedToken } from '@contract/jwt'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import { bindingOf, delegationOf } from './delegation.ts'
import css from './token-ties.module.css'

const bindings = {
  dpop: {
    title: 'Bound to a DPoP key',
    words: 'It works only beside a proof that is signed with that key (RFC 9449 §6.1). Thumbprint of the key:',
  },
  certificate: {
    title: 'Bound to a client certificate',
    words: 'It works only over a connection that shows that certificate (RFC 8705 §3.1). Thumbprint:',
  },
} as const

/** Whom a token ties together: who acts for whom, and whose key it needs. */
export function TokenTies({ claims }: Pick<InspectedToken, 'claims'>) {
  const chain = delegationOf(claims)
  const binding = bindingOf(claims)
  return (
    <>
      {chain !== null && <Delegation chain={chain.map(visibleText)} />}
      {binding !== null && (
        <section className={css['tie']} role="group" aria-label={bindings[binding.by].title}>
          <IconKey size={16} aria-hidden="true" />
          <div className={css['words']} data-selectable>
            <p className={css['title']}>{bindings[binding.by].title}</p>
            <p className={css['dim']}>
              {bindings[binding.by].words} <code>{visibleText(binding.print)}</code>
            </p>
          </div>
        </section>
      )}
    </>
  )
}

function Delegation({ chain }: { readonly chain: readonly string[] }) {
  const actor = chain.at(-1) ?? ''
  const between = chain.slice(1, -1)
  return (
    <section className={css['tie']} role="group" aria-label="Who acts for whom">
      <IconUsersGroup size={16} aria-hidden="true" />
      <div className={css['words']} data-selectable>
        <p className={css['title']}>
          {actor} acting for {chain[0]}
        </p>
        <p className={css['chain']}>
          {chain.map((name, place) => (
            // The same name may act twice; its place is what it is.
            // eslint-disable-next-line react/no-array-index-key -- see the line above
            <span key={place} className={css['link']}>
              {place > 0 && <IconArrowRight size={13} aria-label="then" />}
              <Chip mono title={name}>
                {name}
              </Chip>
            </span>
          ))}
        </p>
        <p className={css['dim']}>
          {between.length > 0 && `It came through ${between.join(', ')}. `}The claim act names who holds the token (RFC
          8693 §4.1); sub is whom it speaks for.
        </p>
      </div>
    </section>
  )
}
