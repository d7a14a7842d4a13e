import { useProfiles } from '../bridge/use-profiles.ts'
import { profileSubject } from '../features/tokens/desk/desk-place.ts'
import type { DeskStore } from '../features/tokens/desk/desk-store.ts'
import type { Inspected } from './use-inspected.ts'
import type { WindowDeeds } from './window-deeds.ts'

type DeskDeeds = Pick<WindowDeeds, 'openDesk' | 'compare' | 'compareProfiles' | 'editToken'>

/** What brings the token desk to the front. */
export function useDeskDeeds(desk: DeskStore, show: () => void, { profileId }: Inspected): DeskDeeds {
  const profiles = useProfiles()
  const compare: DeskDeeds['compare'] = (left = null, right = null) => {
    desk.goTo({ at: 'compare', left, right })
    show()
  }
  return {
    openDesk: (subject) => {
      if (subject === undefined) desk.wishPaste()
      else desk.goTo({ at: 'token', subject, claim: null })
      show()
    },
    compare,
    compareProfiles: () => {
      const known = profiles.state === 'ready' ? profiles.value : []
      const withToken = known.filter(({ session }) => session.state === 'active').map(({ id }) => id)
      const first = withToken.find((id) => id === profileId) ?? withToken[0]
      const second = withToken.find((id) => id !== first)
      compare(
        first === undefined ? null : profileSubject(first, 'access'),
        second === undefined ? null : profileSubject(second, 'access'),
      )
    },
    editToken: (subject) => {
      desk.goTo({ at: 'edit', subject })
      show()
    },
  }
}
