import type { HostileRecipe } from '@contract/inspection'
import { visibleText } from '../../../text/visible-characters.ts'
import css from './edit-view.module.css'

interface RecipeListProps {
  readonly recipes: readonly HostileRecipe[]
  readonly onChosen: (recipe: HostileRecipe) => void
}

/** Known attacks, each with what an API that falls for it does wrong. */
export function RecipeList({ recipes, onChosen }: RecipeListProps) {
  return (
    <ul className={css['recipes']} aria-label="Known attacks">
      {recipes.map((recipe) => (
        <li key={recipe.id}>
          <button
            type="button"
            className={css['recipe']}
            // Still reached by Tab, so that the reason can be read.
            aria-disabled={recipe.whyNot !== null || undefined}
            onClick={() => {
              if (recipe.whyNot === null) onChosen(recipe)
            }}
          >
            <span className={css['recipeTitle']}>{visibleText(recipe.title)}</span>
            <span className={css['finds']}>
              {visibleText(recipe.finds)} <span className={css['reference']}>{recipe.reference}</span>
            </span>
            {recipe.whyNot !== null && (
              <span className={css['whyNot']}>Not of this token: {visibleText(recipe.whyNot)}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
