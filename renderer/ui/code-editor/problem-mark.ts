import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'

/** Where the text stops making sense, as offsets into it; null where it does not. */
export type ProblemRange = { readonly from: number; readonly to: number } | null

const problemMoved = StateEffect.define<ProblemRange>()
const mark = Decoration.mark({ class: 'cm-problem' })

export const problemField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(problemMoved)) continue
      const range = effect.value
      const end = transaction.state.doc.length
      if (range === null || range.from >= end) return Decoration.none
      return Decoration.set([mark.range(range.from, Math.min(end, Math.max(range.from + 1, range.to)))])
    }
    return shown.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

export const showProblem = (view: EditorView, range: ProblemRange): void =>
  view.dispatch({ effects: problemMoved.of(range) })
