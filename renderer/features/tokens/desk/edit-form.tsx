import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HostileRecipe, TokenDraft } from '@contract/inspection'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { DismissibleFailure } from '../../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { failureText } from '../../../text/failure-text.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import css from './edit-view.module.css'
import type { EditParts } from './desk-outlets.ts'
import { ForgedToken } from './forged-token.tsx'
import { PartEditor } from './part-editor.tsx'
import { QuickEdits } from './quick-edits.tsx'
import { RecipeList } from './recipe-list.tsx'
import { SigningChoice } from './signing-choice.tsx'
import { placeOfFailure, useForging } from './use-forging.ts'

interface EditFormProps extends EditParts {
  readonly start: TokenDraft
}

const emptySecret = 'An empty secret: choose the attack for it, or type one.'

/** What was not tried yet is no finding. */
const ifAccepted = ({ finds }: HostileRecipe): string =>
  `If the API accepts it: ${visibleText(finds).replace(/^The /, 'the ')}`

/** Both parts of a token as JSON, and how its end is made. */
export function EditForm({ subject, start, profiles, outlets, inside }: EditFormProps) {
  const bridge = useBridge()
  const forging = useForging(subject, start)
  const { draft, recipe, made, keyField, edit, begin } = forging
  const [showsRecipes, setShowsRecipes] = useState(0)
  const recipes = toLoadable(
    useQuery({
      queryKey: queryKeys.recipes(subject),
      queryFn: () => bridge.ask('inspection.recipes', { subject }),
    }),
  )
  const { failure } = forging.forging
  const place = placeOfFailure(failure)
  const said = failure === null ? null : failureText(failure)
  const problemAt = (here: typeof place) => (place === here && said !== null ? `${said.title}. ${said.advice}` : null)
  return (
    <>
      <Disclosure
        key={showsRecipes}
        title="Start from a known attack"
        summary={recipe === null ? 'unsigned, expired, another algorithm, …' : visibleText(recipe.title)}
      >
        {recipes.state === 'loading' && <LoadingLines label="Loading the attacks" />}
        {recipes.state === 'failed' && <FailureNotice failure={recipes.failure} on={{ retry: recipes.retry }} />}
        {recipes.state === 'ready' && (
          <RecipeList
            recipes={recipes.value}
            onChosen={(chosen) => {
              begin(chosen)
              setShowsRecipes(showsRecipes + 1)
            }}
          />
        )}
      </Disclosure>
      {forging.drafting.failure !== null && (
        <DismissibleFailure failure={forging.drafting.failure} onDismiss={forging.drafting.dismiss} />
      )}
      {recipe !== null && (
        <p className={css['from']} role="status">
          <strong>{visibleText(recipe.title)}.</strong> {ifAccepted(recipe)} ({recipe.reference}){' '}
          <button type="button" className={css['anew']} onClick={() => begin(null)}>
            Back to the token as it is
          </button>
        </p>
      )}
      <form
        className={css['form']}
        aria-label="Draft of the token"
        onSubmit={(event) => {
          event.preventDefault()
          forging.forge()
        }}
      >
        <div className={css['parts']}>
          <PartEditor
            label="Header"
            text={draft.header}
            problem={problemAt('header')}
            onTyped={(header) => edit({ header })}
          />
          <PartEditor
            label="Claims"
            text={draft.claims}
            problem={problemAt('claims')}
            isTall
            onTyped={(claims) => edit({ claims })}
          />
        </div>
        <div className={css['choices']}>
          <QuickEdits claims={draft.claims} onEdited={(claims) => edit({ claims })} />
          <SigningChoice
            edit={draft.signing}
            problem={forging.isKeyMissing ? emptySecret : problemAt('signing')}
            keyField={keyField}
            onKeyLoaded={forging.loadKey}
            onEdited={forging.setSigning}
          />
          <Button type="submit" variant="filled" loading={forging.isMaking}>
            Make the token
          </Button>
          {failure !== null && place === 'form' && (
            <DismissibleFailure
              failure={failure}
              on={{ 'unlock-vault': inside.onOpenVault }}
              onDismiss={forging.forging.dismiss}
            />
          )}
        </div>
      </form>
      {made !== null && (
        <ForgedToken
          key={made.id}
          made={made}
          original={subject}
          profiles={profiles}
          outlets={outlets}
          inside={inside}
        />
      )}
    </>
  )
}
