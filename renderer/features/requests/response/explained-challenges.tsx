import { UnstyledButton } from '@mantine/core'
import type { Challenge } from '@contract/challenges'
import { useAsk } from '../../../bridge/use-ask.ts'
import { challengeSummary, paramWords, schemeWords } from '../../../text/challenge-words.ts'
import { failureText } from '../../../text/failure-text.ts'
import { FoldedText } from '../../../text/folded-text.tsx'
import { visibleText } from '../../../text/visible-characters.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import css from './explained-challenges.module.css'

interface ExplainedChallengesProps {
  readonly challenges: readonly Challenge[]
}

/** The challenges of one header line: what each asks for, parameter by parameter, with the section that says so. */
export function ExplainedChallenges({ challenges }: ExplainedChallengesProps) {
  return (
    <Disclosure
      title={challenges.length === 1 ? 'What it asks for' : `${challenges.length} challenges explained`}
      summary={challenges.map((each) => visibleText(challengeSummary(each))).join(', ')}
    >
      {challenges.map((challenge, place) => (
        // Two challenges may be the same to the letter; their order is what tells them apart.
        // eslint-disable-next-line react/no-array-index-key -- see the line above
        <OneChallenge key={place} challenge={challenge} />
      ))}
    </Disclosure>
  )
}

function OneChallenge({ challenge }: { readonly challenge: Challenge }) {
  const { scheme, params, token68 } = challenge
  const { meaning, reference } = schemeWords(challenge)
  return (
    <section className={css['challenge']} aria-label={`Challenge ${visibleText(scheme)}`}>
      <p className={css['scheme']}>
        <strong>{visibleText(scheme)}</strong> {meaning} <Reference of={reference} />
      </p>
      {(params.length > 0 || token68 !== null) && (
        <dl className={css['params']}>
          {token68 !== null && (
            <div className={css['param']}>
              <dt>data</dt>
              <dd>
                <code className={css['value']}>
                  <FoldedText text={visibleText(token68)} name={`the data of ${visibleText(scheme)}`} />
                </code>
                <span className={css['meaning']}>A message of the scheme itself, in Base64.</span>
              </dd>
            </div>
          )}
          {params.map(([name, value], place) => (
            // A sloppy API may say one name twice.
            // eslint-disable-next-line react/no-array-index-key -- see the line above
            <Param key={place} challenge={challenge} name={name} value={value} />
          ))}
        </dl>
      )}
    </section>
  )
}

interface ParamProps {
  readonly challenge: Challenge
  readonly name: string
  readonly value: string
}

function Param({ challenge, name, value }: ParamProps) {
  const { meaning, reference } = paramWords(challenge, name, value)
  return (
    <div className={css['param']}>
      <dt>{visibleText(name)}</dt>
      <dd>
        <code className={css['value']}>
          {value === '' ? '(empty)' : <FoldedText text={visibleText(value)} name={visibleText(name)} />}
        </code>
        <span className={css['meaning']}>
          {meaning} <Reference of={reference} />
        </span>
        {name.toLowerCase() === 'error_uri' && URL.canParse(value) && <OpenLink url={value} />}
      </dd>
    </div>
  )
}

/** The API's own link: main opens only https, and http on this machine, and says so where it does not. */
function OpenLink({ url }: { readonly url: string }) {
  const open = useAsk('app.openLink')
  return (
    <>
      <UnstyledButton className={css['link']} onClick={() => open.run({ url })}>
        Open this page in your browser
      </UnstyledButton>
      {open.failure !== null && (
        <span role="alert" className={css['refused']}>
          {failureText(open.failure).title}. {failureText(open.failure).advice}
        </span>
      )}
    </>
  )
}

const Reference = ({ of }: { readonly of: string | null }) =>
  of === null ? null : <span className={css['reference']}>{of}</span>
